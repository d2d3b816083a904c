#!/usr/bin/env bash
# Runs shellcheck over every executable shell script of the repository, and through them over what they source.
set -euo pipefail
cd "$(dirname "$0")/../.."
if ! command -v shellcheck >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get install -y -qq shellcheck || { apt-get update -qq && apt-get install -y -qq shellcheck; }; } >/dev/null 2>&1 || true
  fi
  command -v shellcheck >/dev/null || { echo "shellcheck is missing: apt-get install shellcheck" >&2; exit 1; }
fi
status=0
for script in $(git ls-files '*.sh' .ci/run); do
  [ -x "$script" ] || continue
  (cd "$(dirname "$script")" && shellcheck -x -a "$(basename "$script")") || status=1
done
exit $status
