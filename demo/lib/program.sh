# shellcheck shell=bash
# shellcheck disable=SC2154 # $work and $java are set by the script that sources this
# The developer's program under `periscope run`, and what it reports. Sourced; needs $work, $java and show.sh.

program_pid=
report=

# Starts ShopReport in a session and waits until it has reported once on everything.
program_start() { # periscope run's arguments...
  report=$work/report
  : >"$report"
  set -m
  bin/periscope run "$@" -- "$java" -jar demo/target/shop.jar --every 50 >"$report" 2>"$work/periscope.log" &
  program_pid=$!
  set +m
  for _ in $(seq 1200); do
    grep -q ' inventory ' "$report" && return
    kill -0 "$program_pid" 2>/dev/null || break
    sleep 0.1
  done
  { cat "$work/periscope.log"; tail -n 5 "$report"; } >&2
  fail "the program did not report anything under periscope run $* (what periscope said stands above)"
}

program_stop() {
  [ -n "$program_pid" ] || return 0
  kill -INT "$program_pid" 2>/dev/null || true
  for _ in $(seq 100); do
    kill -0 "$program_pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL -- "-$program_pid" 2>/dev/null || true
  wait "$program_pid" 2>/dev/null || true
  program_pid=
}

# The newest line about $1: TIME WHAT ok|failed WORD EVIDENCE...
latest() { grep " $1 " "$report" | tail -n 1; }
word() { latest "$1" | cut -d' ' -f4; }
evidence() { latest "$1" | cut -d' ' -f4-; }

# Everything the program prints from now on is about what holds now.
fresh_report() {
  local lines
  lines=$(wc -l <"$report")
  for _ in $(seq 100); do
    [ "$(tail -n "+$((lines + 1))" "$report" | grep -c ' inventory ')" -lt 2 ] || return 0
    sleep 0.1
  done
  tail -n 5 "$report" >&2
  fail "the program has stopped reporting"
}

# Waits for the first line after line $1 in which $2 answers with $3, and prints its time in milliseconds since the epoch.
await_word() { # line what word
  local line
  for _ in $(seq 200); do
    line=$(tail -n "+$(($1 + 1))" "$report" | grep -m1 " $2 ok $3 " || true)
    if [ -n "$line" ]; then
      date -d "${line%% *}" +%s%3N
      return
    fi
    sleep 0.05
  done
  latest "$2" >&2
  fail "$2 did not answer '$3' within 10 s of the edit"
}
