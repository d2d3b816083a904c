#!/usr/bin/env bash
# A one-node Kubernetes on this machine for development and tests, without Docker
# and without a registry. See docs/devcluster.md.
#
#   cluster.sh up            start it; does nothing when it is up
#   cluster.sh down          end it, images stay loaded
#   cluster.sh status        its components; exit status 0 when all is well
#   cluster.sh load TAR...   import images
#   cluster.sh kubeconfig    print the path of its kubeconfig
#   cluster.sh address       print the address at which NodePorts answer
#   cluster.sh clean         end it and remove all of its state
#
# CLUSTER=kind does the same with kind on Docker.
set -euo pipefail
shopt -s nullglob

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [[ ${CLUSTER:-} == kind ]]; then exec "$here/kind.sh" "$@"; fi
if [[ -n ${CLUSTER:-} && $CLUSTER != dev ]]; then
  echo "cluster: CLUSTER=$CLUSTER is unknown: expected dev (the default) or kind" >&2
  exit 2
fi
# shellcheck source=lib/settings.sh
source "$here/lib/settings.sh"
# shellcheck source=lib/say.sh
source "$here/lib/say.sh"
# shellcheck source=lib/processes.sh
source "$here/lib/processes.sh"
# shellcheck source=lib/requirements.sh
source "$here/lib/requirements.sh"
# shellcheck source=lib/net.sh
source "$here/lib/net.sh"
# shellcheck source=lib/pki.sh
source "$here/lib/pki.sh"
# shellcheck source=lib/configuration.sh
source "$here/lib/configuration.sh"
# shellcheck source=lib/components.sh
source "$here/lib/components.sh"
# shellcheck source=lib/images.sh
source "$here/lib/images.sh"
# shellcheck source=lib/sweep.sh
source "$here/lib/sweep.sh"

up() {
  local binaries started
  require_linux_root
  require_short_path
  mkdir -p "$state"/{log,bin}
  take_lock
  if healthy; then
    say "already up: kubeconfig $state/kubeconfig, node $node_address"
    return
  fi
  require_packages
  binaries=$("$here/binaries.sh")
  started=$SECONDS
  claim_machine
  sweep
  bring_up
  say "up in $((SECONDS - started)) s: kubeconfig $state/kubeconfig, node $node_address"
}

# One after the other only where one needs the other: containerd and the images
# are made ready while the API server starts.
bring_up() {
  mkdir -p "$state"/{run,log/pods} "${owner%/*}"
  echo "$state" >"$owner"
  echo "$binaries" >"$state/run/binaries"
  network_up
  pki
  write_configuration
  start_etcd
  start_kube-apiserver
  forget_containers
  start_containerd "$state/containerd/config.toml"
  await 20 containerd "containerd to answer" containerd_answers
  serves_kubernetes || fail_component containerd "containerd started without its Kubernetes part"
  import_program pause
  import_program coredns
  await 60 kube-apiserver "the API server to answer" api_answers
  start_kube-controller-manager
  start_kube-scheduler
  start_kubelet
  start_kube-proxy
  publish
  deploy_dns
  await 60 kubelet "the node to be Ready" node_ready
  await 60 kubelet "CoreDNS to be available" dns_answers
}

# Readable by whoever called sudo: they, not root, use the cluster.
publish() {
  install -m 600 -o "${SUDO_UID:-0}" -g "${SUDO_GID:-0}" "$state/pki/admin.kubeconfig" "$state/kubeconfig"
  ln -sfn "$binaries/kubectl" "$state/bin/kubectl"
}

deploy_dns() {
  sed -e "s|COREDNS_IMAGE|$(image_name coredns)|" -e "s|DNS_ADDRESS|$dns_address|" "$here/manifests/coredns.yaml" |
    kubectl_admin apply --server-side -f - >"$state/log/coredns-apply" 2>&1 ||
    { cat "$state/log/coredns-apply" >&2 && fail "the API server refused CoreDNS"; }
}

# Two checkouts cannot share the machine's addresses.
claim_machine() {
  local other
  other=$(cat "$owner" 2>/dev/null) || return 0
  [[ $other != "$state" ]] || return 0
  if [[ -n $(with_state "$other" own_processes) && ${TAKE_OVER:-} != yes ]]; then
    fail "another checkout's cluster is up, with its state in $other. End it with 'STATE=$other $0 down', or run this with TAKE_OVER=yes"
  fi
  say "removing the cluster of $other"
  with_state "$other" sweep
}

with_state() { # folder command...
  local state=$1
  "${@:2}"
}

# The file may be removed with the cluster, so a lock counts only while it is
# still the file of that name.
take_lock() {
  mkdir -p "${lock%/*}"
  exec 9>"$lock"
  if ! flock -n 9; then
    say "waiting for another cluster command to finish"
    flock -w 300 9 || fail "another cluster command holds $lock for five minutes: see 'fuser $lock'"
  fi
  [[ /proc/self/fd/9 -ef $lock ]] || take_lock
}

healthy() {
  local binaries
  owned_by_us && all_running || return 1
  binaries=$(cat "$state/run/binaries") && api_answers && dns_answers
} >/dev/null 2>&1

down() {
  require_linux_root
  take_lock
  if ! owned_by_nobody_else; then
    say "the cluster on this machine belongs to $(cat "$owner"); removing only what this checkout left"
  fi
  sweep
  if [[ ! -e $owner ]]; then rm -rf "${lock%/*}"; fi
  say "down"
}

status() {
  local component pid
  for component in "${components[@]}"; do
    if running "$component"; then
      pid=$(cat "$state/run/$component.pid")
      printf '%-24s running  pid %-7s %5d MB\n' "$component" "$pid" "$(($(awk '/^VmRSS/ { print $2 }' "/proc/$pid/status") / 1024))"
    else
      printf '%-24s stopped\n' "$component"
    fi
  done
  if ! healthy; then
    say "not up"
    return 1
  fi
  say "up: kubeconfig $state/kubeconfig, node $node_address"
}

load() {
  local tar
  (($# > 0)) || fail "load: name at least one image as a tar file"
  { owned_by_us && running containerd; } || fail "the cluster is not up: run '$0 up' first"
  for tar in "$@"; do load_image "$tar"; done
}

clean() {
  down
  rm -rf "$state"
  say "removed $state"
}

main() {
  local verb=${1:-}
  shift || true
  case $verb in
    up | down | status | clean | load) "$verb" "$@" ;;
    kubeconfig) echo "$state/kubeconfig" ;;
    address) echo "$node_address" ;;
    *)
      sed -n '2,/^set/ { /^#/ s/^# \{0,1\}//p }' "$0" >&2
      exit 2
      ;;
  esac
}

main "$@"
