#!/usr/bin/env bash
# Tests kind.sh against stand-ins for kind and docker that keep their state in
# files and note how they were called. Needs neither.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

# ---- stand-ins -------------------------------------------------------------

stand_ins() {
  mkdir -p "$scratch/bin"
  cat >"$scratch/bin/kind" <<'EOF'
#!/usr/bin/env bash
echo "kind $*" >>"$WORLD/calls"
case "$1 $2" in
  "get clusters") if [[ -e $WORLD/cluster ]]; then echo periscope; fi; echo unrelated ;;
  "create cluster")
    if [[ -e $WORLD/create-fails ]]; then echo "ERROR: no space left" >&2; touch "$WORLD/cluster"; exit 1; fi
    touch "$WORLD/cluster"; echo running >"$WORLD/node" ;;
  "export kubeconfig") echo "kubeconfig of kind" >"$6" ;;
  "delete cluster") rm -f "$WORLD/cluster" "$WORLD/node" ;;
  "load image-archive") [[ $(cat "$3") == image ]] ;;
  *) exit 64 ;;
esac
EOF
  cat >"$scratch/bin/docker" <<'EOF'
#!/usr/bin/env bash
echo "docker $*" >>"$WORLD/calls"
case $1 in
  info) [[ ! -e $WORLD/docker-down ]] ;;
  inspect) if [[ $3 == *Status* ]]; then cat "$WORLD/node"; else echo 172.18.0.2; fi ;;
  exec) [[ $(cat "$WORLD/node") == running && ! -e $WORLD/silent ]] ;;
  start) echo running >"$WORLD/node" ;;
  cp) echo "kubectl of the node" >"$3" ;;
  logs) echo "kubelet: boom" ;;
  *) exit 64 ;;
esac
EOF
  chmod +x "$scratch/bin/"*
}

# Runs a verb in the world of the current test; `output` and `code` hold the result.
run() {
  code=0
  output=$(PATH="$scratch/bin:$PATH" WORLD=$world STATE=$world/state READY_WITHIN=1 CLUSTER=kind "$here/cluster.sh" "$@" 2>&1) || code=$?
}

called() { grep -c "^$1" "$world/calls" 2>/dev/null || true; }

# ---- assertions ------------------------------------------------------------

expect() { # what pattern actual
  # shellcheck disable=SC2053 # the wanted value is a pattern
  if [[ $3 != $2 ]]; then
    printf 'FAILED %s: %s\n  wanted: %s\n  got:    %s\n' "$test" "$1" "$2" "$3" >&2
    failures=$((failures + 1))
  fi
}

# ---- tests, each in a world of its own ---------------------------------------

up_creates_a_cluster_and_publishes_its_tools() {
  run up
  expect "exit status" 0 "$code"
  expect "message" "*up: kubeconfig $world/state/kubeconfig, node 172.18.0.2" "$output"
  expect "kubeconfig" "kubeconfig of kind" "$(cat "$world/state/kubeconfig")"
  expect "kubectl" "kubectl of the node" "$(cat "$world/state/bin/kubectl")"
}

up_twice_creates_once() {
  run up
  run up
  expect "exit status" 0 "$code"
  expect "message" "*already up*" "$output"
  expect "creations" 1 "$(called "kind create")"
}

up_starts_a_node_that_a_reboot_left_stopped() {
  run up
  echo exited >"$world/node"
  run up
  expect "exit status" 0 "$code"
  expect "starts" 1 "$(called "docker start periscope-control-plane")"
  expect "creations" 1 "$(called "kind create")"
}

up_says_when_a_started_node_stays_silent_and_shows_its_log() {
  run up
  echo exited >"$world/node"
  touch "$world/silent"
  run up
  expect "exit status" 1 "$code"
  expect "message" "*kubelet: boom*did not answer within 1 s*" "$output"
}

up_removes_a_half_made_cluster_and_shows_why() {
  touch "$world/create-fails"
  run up
  expect "exit status" 1 "$code"
  expect "message" "*no space left*could not create*" "$output"
  expect "deletions" 1 "$(called "kind delete cluster --name periscope")"
}

up_without_docker_names_the_way_out() {
  touch "$world/docker-down"
  run up
  expect "exit status" 1 "$code"
  expect "message" "*Docker does not answer*leave out CLUSTER=kind" "$output"
  expect "kind calls" 0 "$(called kind)"
}

load_passes_each_archive_on() {
  run up
  echo image >"$world/a.tar"
  echo image >"$world/b.tar"
  run load "$world/a.tar" "$world/b.tar"
  expect "exit status" 0 "$code"
  expect "loads" 2 "$(called "kind load image-archive $world/")"
}

load_refuses_what_is_no_image() {
  run up
  echo text >"$world/a.tar"
  run load "$world/a.tar"
  expect "exit status" 1 "$code"
  expect "message" "*kind refused $world/a.tar*" "$output"
}

load_without_a_cluster_says_to_start_one() {
  echo image >"$world/a.tar"
  run load "$world/a.tar"
  expect "exit status" 1 "$code"
  expect "message" "*not up: run *up' first" "$output"
}

status_tells_up_from_not_up() {
  run status
  expect "exit status before" 1 "$code"
  run up
  run status
  expect "exit status after" 0 "$code"
  expect "message" "*periscope-control-plane*running*" "$output"
}

down_deletes_once_and_is_content_with_nothing() {
  run up
  run down
  run down
  expect "exit status" 0 "$code"
  expect "deletions" 1 "$(called "kind delete")"
  expect "kubeconfig" gone "$([[ -e $world/state/kubeconfig ]] || echo gone)"
}

clean_removes_the_state() {
  run up
  run clean
  expect "exit status" 0 "$code"
  expect "state" gone "$([[ -e $world/state ]] || echo gone)"
}

an_unknown_verb_lists_the_known_ones() {
  run frobnicate
  expect "exit status" 2 "$code"
  expect "message" "*unknown verb 'frobnicate'*up, down*" "$output"
}

stand_ins
tests=0
for test in $(declare -F | awk '$3 ~ /^(up|load|status|down|clean|an)_/ { print $3 }'); do
  world=$scratch/$test
  mkdir "$world"
  "$test"
  tests=$((tests + 1))
done
echo "kind_test: $tests tests, $failures failed assertions"
((failures == 0))
