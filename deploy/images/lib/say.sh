# shellcheck shell=bash
# What the image scripts print, and how they fail. Sourced.
say() { printf 'images: %s\n' "$*" >&2; }
fail() { printf 'images: %s\n' "$*" >&2; exit 1; }
