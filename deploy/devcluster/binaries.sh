#!/usr/bin/env bash
# Builds the programs of the development cluster from Go modules, once, into the
# user's cache; prints the folder that holds them on stdout, progress on stderr.
#
#   binaries.sh           build when missing, print the folder
#   binaries.sh where     print the folder, built or not
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here
readonly kube_programs=(kube-apiserver kube-controller-manager kube-scheduler kube-proxy kubelet kubectl)
readonly oldest_go_minor=21 # the first that fetches the toolchain go.mod asks for by itself

say() { printf 'binaries: %s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 1
}

# Everything that decides what is built, and nothing else, so that an edit of a
# script or of the documentation does not cost a build.
checksum() {
  (cd "$here" && find go.mod go.sum cmd -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-16)
}

version_of() { awk -v module="$1" '$1 == module { print $2; exit }' "$here/go.mod"; }

require_go() {
  local candidate
  for candidate in "$(command -v go || true)" /usr/local/go/bin/go /usr/lib/go/bin/go; do
    if [[ -x $candidate ]] && new_enough "$candidate"; then
      go=$candidate
      return
    fi
  done
  install_go
}

new_enough() {
  local minor
  minor=$("$1" env GOVERSION | sed -nE 's/^go1\.([0-9]+).*/\1/p')
  [[ -n $minor && $minor -ge $oldest_go_minor ]]
}

install_go() {
  local advice="install Go 1.$oldest_go_minor or newer (Debian: apt-get install golang-go) and run this again"
  if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
    fail "no Go toolchain of at least 1.$oldest_go_minor found; $advice"
  fi
  say "no Go toolchain found: installing golang-go"
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends golang-go ca-certificates; } >&2 ||
    fail "apt-get could not install golang-go; $advice"
  go=$(command -v go)
  new_enough "$go" || fail "Debian's $("$go" env GOVERSION) is too old; $advice"
}

# Kubernetes asks its own version for feature gates and skew checks, so it must
# not stay at the v0.0.0 of an unstamped build.
version_flags() {
  local version=$1 package
  local major=${version#v}
  local minor=${major#*.}
  for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    printf -- '-X %s.gitVersion=%s -X %s.gitMajor=%s -X %s.gitMinor=%s -X %s.gitTreeState=clean ' \
      "$package" "$version" "$package" "${major%%.*}" "$package" "${minor%%.*}" "$package"
  done
}

compile() { # name ldflags target
  local started=$SECONDS
  say "building $1"
  (cd "$here" && CGO_ENABLED=0 "$go" build -buildvcs=false -trimpath -ldflags "-s -w $2" -o "$3/$1" "./cmd/$1") >&2 ||
    fail "building $1 failed, see above"
  say "built $1 in $((SECONDS - started)) s"
}

build() { # target
  local target=$1 program
  say "building Kubernetes $(version_of k8s.io/kubernetes) and its companions once: about 8 minutes on two cores, 3 GB of Go cache"
  compile pause "" "$target"
  compile etcd "" "$target"
  compile coredns "" "$target"
  compile kube "$(version_flags "$(version_of k8s.io/kubernetes)")" "$target"
  for program in "${kube_programs[@]}"; do ln -s kube "$target/$program"; done
}

main() {
  local cache=${XDG_CACHE_HOME:-$HOME/.cache}/periscope
  local folder
  folder=$cache/k8s-$(checksum)
  case ${1:-build} in
    where) ;;
    build)
      if [[ ! -d $folder/bin ]]; then
        mkdir -p "$cache"
        build_locked "$cache" "$folder"
      fi
      ;;
    *) fail "unknown verb '$1': expected nothing or 'where'" ;;
  esac
  printf '%s\n' "$folder/bin"
}

# Two builders at once would only make each other slow, so the second waits and
# then finds the work done. The rename makes a half-built folder impossible.
build_locked() { # cache folder
  local go scratch
  exec 8>"$1/k8s-build.lock"
  if ! flock -n 8; then
    say "another build is running: waiting for it"
    flock 8
  fi
  [[ ! -d $2/bin ]] || return 0
  require_go
  scratch=$(mktemp -d "$1/k8s-building.XXXXXX")
  # shellcheck disable=SC2064 # the folder of now is meant
  trap "rm -rf '$scratch'" EXIT
  mkdir "$scratch/bin"
  build "$scratch/bin"
  chmod 755 "$scratch"
  mv -T "$scratch" "$2"
}

main "$@"
