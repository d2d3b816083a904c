#!/usr/bin/env bash
# The verbs of cluster.sh with kind on Docker: for machines where Docker answers
# and root or network namespaces are not to be had. cluster.sh calls it when
# CLUSTER=kind.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
state=${STATE:-$repository/.cluster}
readonly repository state
readonly name=periscope
readonly node=$name-control-plane
readonly kubeconfig=$state/kubeconfig
readonly ready_within=${READY_WITHIN:-180} # seconds, a pull of the node image not counted

say() { printf 'cluster: %s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 1
}

require_docker() {
  command -v kind >/dev/null || fail "kind is not installed: see kind's quick start, or leave out CLUSTER=kind"
  docker info >/dev/null 2>&1 || fail "Docker does not answer: start it, or leave out CLUSTER=kind"
}

# Reads to the end: with pipefail, a writer cut off by `grep -q` would look like absence.
exists() { kind get clusters 2>/dev/null | grep -x "$name" >/dev/null; }
node_state() { docker inspect --format '{{.State.Status}}' "$node" 2>/dev/null || echo missing; }

answers() { docker exec "$node" kubectl --kubeconfig /etc/kubernetes/admin.conf get --raw /readyz >/dev/null 2>&1; }

up() {
  require_docker
  if exists && [[ $(node_state) != running ]]; then revive; fi
  if exists; then
    answers || fail "kind's cluster '$name' exists but does not answer: end it with '$0 down' and start again"
    publish
    say "already up: kubeconfig $kubeconfig, node $(address)"
    return
  fi
  create
  publish
  say "up: kubeconfig $kubeconfig, node $(address)"
}

create() {
  say "creating kind's cluster '$name' (the first time Docker pulls its node image)"
  mkdir -p "$state/log"
  kind create cluster --name "$name" --kubeconfig "$kubeconfig" --wait "${ready_within}s" 2>"$state/log/kind" || {
    tail -n 20 "$state/log/kind" | sed 's/^/    /' >&2
    # A half-made cluster would be taken for a whole one by the next start.
    kind delete cluster --name "$name" >/dev/null 2>&1 || true
    fail "kind could not create the cluster, see above"
  }
}

# After a reboot Docker may leave the node stopped; its state is whole.
revive() {
  local tries
  say "the node is $(node_state): starting it"
  docker start "$node" >/dev/null || fail "Docker cannot start $node: end the cluster with '$0 down' and start again"
  for ((tries = 0; tries < ready_within; tries++)); do
    if answers; then return; fi
    sleep 1
  done
  docker logs --tail 20 "$node" >&2 || true
  fail "the API server did not answer within $ready_within s of the node's start"
}

# kubectl comes from the node, so its version is the cluster's.
publish() {
  mkdir -p "$state/bin"
  kind export kubeconfig --name "$name" --kubeconfig "$kubeconfig" >/dev/null 2>&1 || fail "kind cannot export the kubeconfig of '$name'"
  docker cp "$node:/usr/bin/kubectl" "$state/bin/kubectl" >/dev/null || fail "cannot copy kubectl from $node"
}

down() {
  require_docker
  if exists; then kind delete cluster --name "$name" >/dev/null 2>&1 || fail "kind could not delete the cluster '$name'"; fi
  rm -f "$kubeconfig"
  say "down"
}

status() {
  require_docker
  if ! exists; then
    say "not up"
    return 1
  fi
  printf '%-24s %s\n' "$node" "$(node_state)"
  answers || {
    say "the API server does not answer"
    return 1
  }
  say "up: kubeconfig $kubeconfig, node $(address)"
}

load() {
  local tar
  (($# > 0)) || fail "load: name at least one image as a tar file"
  require_docker
  exists || fail "the cluster is not up: run '$0 up' first"
  for tar in "$@"; do
    [[ -r $tar ]] || fail "cannot read $tar: expected an image as a tar file"
    say "loading $tar"
    kind load image-archive "$tar" --name "$name" >/dev/null 2>&1 || fail "kind refused $tar: expected an image as a tar file with a manifest.json"
  done
}

address() { docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$node"; }

clean() {
  down
  rm -rf "$state"
  say "removed $state"
}

verb=${1:-}
shift || true
case $verb in
  up | down | status | clean | load | address) "$verb" "$@" ;;
  kubeconfig) echo "$kubeconfig" ;;
  *)
    say "unknown verb '$verb': expected up, down, status, load, kubeconfig, address or clean"
    exit 2
    ;;
esac
