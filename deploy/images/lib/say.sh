# shellcheck shell=bash
# What the image scripts print, and how they fail. Sourced.
say() { printf 'images: %s\n' "$*" >&2; }
fail() { printf 'images: %s\n' "$*" >&2; exit 1; }

# The checksum of everything below the given paths: names, modes and contents.
checksum() {
  find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -c1-16
}
