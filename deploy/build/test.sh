#!/usr/bin/env bash
# Everything there is to test, in the order in which a failure is cheapest; ends with the totals of all test runs.
set -euo pipefail
cd "$(dirname "$0")/../.."

step() { printf '\n== %s (%s)\n' "$1" "$(date +%H:%M:%S)"; }

totals() {
  find . -path '*/target/surefire-reports/TEST-*.xml' -newer "$started" -print0 \
    | xargs -0 -r sed -n 's/.*<testsuite [^>]*tests="\([0-9]*\)" errors="\([0-9]*\)" skipped="\([0-9]*\)" failures="\([0-9]*\)".*/\1 \2 \3 \4/p' \
    | awk '{t+=$1; e+=$2; s+=$3; f+=$4} END {printf "\nTests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", t, f, e, s}'
}

started=$(mktemp)
trap 'totals; rm -f "$started"' EXIT

step "Kubernetes binaries for the tests"
deploy/devcluster/binaries.sh >/dev/null
step "gates, unit and integration tests"
mvn -B -ntp verify
step "the scripts: shellcheck and their tests"
make shell-check scripts-test
step "the dev cluster: start, crash, end"
deploy/devcluster/cluster.sh clean
make cluster-test
step "end-to-end tests on the dev cluster"
make e2e
