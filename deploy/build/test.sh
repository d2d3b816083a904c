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

# The totals come last, whatever happened: they are what a reader looks for.
finish() {
  if [ -d .cluster ]; then deploy/devcluster/cluster.sh down || echo "the dev cluster did not end cleanly, see above"; fi
  totals
  rm -f "$started"
}
started=$(mktemp)
trap finish EXIT

step "Kubernetes binaries for the tests"
deploy/devcluster/binaries.sh >/dev/null
step "gates, unit and integration tests"
mvn -B -ntp verify
step "the scripts: shellcheck and their tests"
make shell-check scripts-test
step "the dev cluster: start, crash, end"
deploy/devcluster/cluster.sh down
make cluster-test
step "end-to-end tests on the dev cluster"
make e2e
