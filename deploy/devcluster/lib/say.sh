# shellcheck shell=bash
# What the reader sees: progress on stderr, one sentence for a failure, and the
# end of the log of the component that caused it.

say() { printf 'cluster: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

fail_component() { # component sentence
  local log=$state/log/$1.log
  say "$2"
  if [[ -s $log ]]; then
    say "the end of $log:"
    tail -n 20 "$log" | cut -c1-400 | sed 's/^/    /' >&2
  else
    say "$log is empty"
  fi
  exit 1
}

# Waits with a bound. Says what it waits for only when that takes longer than two
# seconds, and gives up at once when the component has died.
await() { # seconds component what command...
  local bound=$1 component=$2 what=$3 started=$SECONDS told=
  shift 3
  until "$@" >/dev/null 2>&1; do
    alive "$(cat "$state/run/$component.pid")" || fail_component "$component" "$component ended while the cluster waited for $what"
    ((SECONDS - started < bound)) || fail_component "$component" "no $what after $bound s"
    if [[ -z $told ]] && ((SECONDS - started >= 2)); then
      say "waiting for $what"
      told=yes
    fi
    sleep 0.1
  done
}
