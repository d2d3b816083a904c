# shellcheck shell=bash
# What the demo prints, and how it judges. Sourced.

mismatches=0

step() { printf '\n\033[1m%s\033[0m\n' "$*"; }
say() { printf '  %s\n' "$*"; }
fail() { printf '\ndemo: %s\n' "$*" >&2; exit 1; }

table_head() {
  printf '\n  %-24s %-7s %-32s %s\n' destination side 'entry that decided' evidence
  printf '  %-24s %-7s %-32s %s\n' "$(rule 24)" "$(rule 6)" "$(rule 32)" "$(rule 60)"
}
table_row() { printf '  %-24s %-7s %-32s %s\n' "$@"; }
rule() { printf -- "-%.0s" $(seq "$1"); }

# Compares, shows, and remembers that something was off.
check() { # what expected actual
  if [ "$2" = "$3" ]; then
    printf '  ok    %s\n' "$1"
  else
    printf '  WRONG %s\n        expected: %s\n        actual:   %s\n' "$1" "$2" "$3"
    mismatches=$((mismatches + 1))
  fi
}

check_at_most() { # what limit actual unit
  if [ "$3" -le "$2" ]; then
    printf '  ok    %s: %s %s (at most %s)\n' "$1" "$3" "$4" "$2"
  else
    printf '  WRONG %s\n        expected: at most %s %s\n        actual:   %s %s\n' "$1" "$2" "$4" "$3" "$4"
    mismatches=$((mismatches + 1))
  fi
}
