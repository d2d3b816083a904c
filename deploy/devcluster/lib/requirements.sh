# shellcheck shell=bash
# What the machine must have before anything starts.

# For a user whose PATH has no /usr/sbin, nft and runc would look missing.
PATH=$PATH:/usr/sbin:/sbin

packages=(containerd runc containernetworking-plugins nftables iproute2 openssl)
install="apt-get update && apt-get install -y --no-install-recommends ${packages[*]}"

require_linux_root() {
  [[ $(uname -s) == Linux ]] || fail "this cluster needs Linux; elsewhere use CLUSTER=kind with Docker"
  [[ $(id -u) -eq 0 ]] || {
    nothing_missing || say "first: sudo sh -c '$install'"
    fail "containers and network namespaces need root: run this again with sudo (or CLUSTER=kind with Docker)"
  }
}

require_packages() {
  ! nothing_missing || return 0
  command -v apt-get >/dev/null ||
    fail "missing: $(missing). Install containerd 1.6 or newer, runc, the CNI plugins, nft and openssl, then run this again"
  say "installing from Debian: $(missing)"
  # A package list is refreshed only when the one at hand does not do.
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >"$state/log/apt" 2>&1 ||
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >>"$state/log/apt" 2>&1 ||
    { tail -n 5 "$state/log/apt" >&2 && fail "apt-get failed; run this yourself: $install"; }
  nothing_missing || fail "still missing after the installation: $(missing)"
}

nothing_missing() { [[ -z $(missing) ]]; }

missing() {
  local program
  for program in containerd ctr runc nft ip openssl; do
    command -v "$program" >/dev/null || printf '%s ' "$program"
  done
  [[ -n $(cni_plugins) ]] || printf 'cni-plugins '
}

# A Unix socket's path ends at 107 characters, and the kubelet adds its own part.
require_short_path() {
  ((${#state} <= 64)) || fail "the path $state is too long for the sockets below it: at most 64 characters"
  [[ $state != *[[:space:]]* ]] || fail "the path $state contains a blank, which containerd's configuration cannot carry"
}
