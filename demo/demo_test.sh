#!/usr/bin/env bash
# The demo's judgement, tried on reports written by hand: what it takes for right, what for wrong, and what it says then.
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source=lib/show.sh
. lib/show.sh
# shellcheck source=lib/program.sh
. lib/program.sh

report=$(mktemp)
trap 'rm -f "$report"' EXIT
cat >"$report" <<'LINES'
2026-01-02T03:04:05.100Z environment ok cluster-west from the target's ConfigMap, read by process 7
2026-01-02T03:04:05.200Z database ok local PostgreSQL 15.18 at 127.0.0.1:5432, which sees its client at 127.0.0.1
2026-01-02T03:04:05.300Z inventory ok inventory inventory-1, which sees its caller at 10.244.0.3
2026-01-02T03:04:06.200Z database failed - org.postgresql.util.PSQLException: Connection refused
2026-01-02T03:04:06.750Z database ok cluster PostgreSQL 15.18 at 10.244.0.5:5432, which sees its client at 10.244.0.3
LINES

failed=0
expect() { # sentence expected actual
  if [ "$2" = "$3" ]; then
    echo "ok    $1"
  else
    printf 'WRONG %s\n  expected: %s\n  actual:   %s\n' "$1" "$2" "$3"
    failed=1
  fi
}

expect "the newest answer counts" cluster "$(word database)"
expect "evidence is all that follows the answer's state" "inventory inventory-1, which sees its caller at 10.244.0.3" "$(evidence inventory)"
expect "a flip is timed by the program's own clock" "$(date -d 2026-01-02T03:04:06.750Z +%s%3N)" "$(await_word 2 database cluster)"
expect "answers before the edit do not count" "$(date -d 2026-01-02T03:04:05.200Z +%s%3N)" "$(await_word 0 database local)"

expect "equal is ok" "  ok    a" "$(check a x x)"
expect "different is wrong, with both" "  WRONG a
        expected: x
        actual:   y" "$(check a x y)"
expect "a limit is inclusive" "  ok    a: 1000 ms (at most 1000)" "$(check_at_most a 1000 1000 ms)"
check a x y >/dev/null
check_at_most a 1000 1001 ms >/dev/null
expect "what is wrong is counted" 2 "$mismatches"
exit $failed
