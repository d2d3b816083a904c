#!/usr/bin/env bash
# Tests binaries.sh with a stand-in for the Go toolchain, in a copy of the folder.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

# Notes each build and writes the program it was asked for.
stand_in() {
  mkdir -p "$scratch/bin"
  cat >"$scratch/bin/go" <<'EOF'
#!/usr/bin/env bash
if [[ $1 == env ]]; then echo "${GO_VERSION:-go1.26.0}"; exit; fi
echo "$*" >>"$WORLD/builds"
[[ ! -e $WORLD/fails ]] || { echo "undefined: something" >&2; exit 1; }
sleep 0.1
while [[ $1 != -o ]]; do shift; done
echo program >"$2"
EOF
  chmod +x "$scratch/bin/go"
}

run() {
  code=0
  output=$(PATH="$scratch/bin:$PATH" WORLD=$world XDG_CACHE_HOME=$world/cache "$world/devcluster/binaries.sh" "$@" 2>"$world/progress") || code=$?
}

builds() { grep -c "" "$world/builds" 2>/dev/null || true; }

expect() { # what pattern actual
  # shellcheck disable=SC2053 # the wanted value is a pattern
  if [[ $3 != $2 ]]; then
    printf 'FAILED %s: %s\n  wanted: %s\n  got:    %s\n' "$test" "$1" "$2" "$3" >&2
    failures=$((failures + 1))
  fi
}

it_builds_every_program_and_prints_only_the_folder() {
  local name
  run
  expect "exit status" 0 "$code"
  expect "output" "$world/cache/periscope/k8s-*/bin" "$output"
  for name in etcd coredns pause kube kube-apiserver kube-controller-manager kube-scheduler kube-proxy kubelet kubectl; do
    expect "$name" program "$(cat "$output/$name")"
  done
  expect "version" "*component-base/version.gitVersion=v1.34.4 *" "$(grep cmd/kube "$world/builds")"
}

it_builds_once() {
  run
  run
  expect "builds" 4 "$(builds)"
  expect "progress of the second" "" "$(cat "$world/progress")"
}

it_lets_one_of_two_at_once_build() {
  run &
  run
  wait
  expect "builds" 4 "$(builds)"
}

it_builds_anew_when_a_source_changes() {
  run
  local first=$output
  echo "// changed" >>"$world/devcluster/cmd/pause/main.go"
  run
  expect "another folder" yes "$([[ $output != "$first" ]] && echo yes)"
  expect "builds" 8 "$(builds)"
}

it_says_where_without_building() {
  run where
  expect "output" "$world/cache/periscope/k8s-*/bin" "$output"
  expect "builds" "" "$(builds)"
}

it_leaves_nothing_half_built_when_a_build_fails() {
  touch "$world/fails"
  run
  expect "exit status" 1 "$code"
  expect "progress" "*undefined: something*building pause failed*" "$(cat "$world/progress")"
  expect "leftovers" "k8s-build.lock" "$(ls "$world/cache/periscope")"
  rm "$world/fails"
  run
  expect "exit status afterwards" 0 "$code"
}

it_refuses_an_unknown_verb() {
  run frobnicate
  expect "exit status" 1 "$code"
  expect "progress" "*unknown verb 'frobnicate'*" "$(cat "$world/progress")"
}

stand_in
tests=0
for test in $(declare -F | awk '$3 ~ /^it_/ { print $3 }'); do
  world=$scratch/$test
  mkdir "$world"
  cp -r "$here" "$world/devcluster"
  "$test"
  tests=$((tests + 1))
done
echo "binaries_test: $tests tests, $failures failed assertions"
((failures == 0))
