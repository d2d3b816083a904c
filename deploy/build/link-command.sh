#!/usr/bin/env bash
# Leaves the command at bin/periscope.
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p bin
ln -sfn ../cli/target/periscope/bin/periscope bin/periscope
