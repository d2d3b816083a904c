#!/usr/bin/env bash
# demo.sh: the story of the filter, on a real cluster; docs/demo.md tells it. Needs what `make demo` makes before it calls this.
# Asserts all it shows: ends with status 1 when anything is off.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=lib/show.sh
. demo/lib/show.sh
# shellcheck source=lib/postgres.sh
. demo/lib/postgres.sh
# shellcheck source=lib/database.sh
. demo/lib/database.sh
# shellcheck source=lib/program.sh
. demo/lib/program.sh

export KUBECONFIG=${KUBECONFIG:-$PWD/.cluster/kubeconfig}
[ -x .cluster/bin/kubectl ] && PATH=$PWD/.cluster/bin:$PATH
java=$(deploy/build/find-jdk.sh)/bin/java
work=$(mktemp -d)
session=shop-demo
kube() { kubectl --namespace shop "$@"; }

cleaned=no
clean_up() {
  [ "$cleaned" = no ] || return 0
  cleaned=yes
  program_stop
  database_stop
  kube delete mirrorsession "$session" --ignore-not-found --wait=false >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

prepare() {
  if [ ! -x bin/periscope ] || [ ! -f demo/target/shop.jar ]; then fail "nothing is built yet: run make demo, or make build first"; fi
  require_postgres || exit 1
  kubectl get --raw /readyz >/dev/null 2>&1 || fail "no cluster answers through $KUBECONFIG: run make demo, or make cluster first"
  # Another image under the same tag is another revision.
  images=$(cat target/images/.stamp-demo-* 2>/dev/null | sha256sum | cut -c1-16)
  awk 'FNR == 1 {print "---"} {print}' demo/cluster/*.yaml \
    | sed "s|periscope.dev/image: as-tagged|periscope.dev/image: '$images'|" | kubectl apply -f - >/dev/null
  for workload in orders inventory postgres; do
    kube rollout status "deployment/$workload" --timeout=60s >/dev/null || { kube get pods,events >&2; fail "$workload is not up after 60 s"; }
  done
  kube delete mirrorsession "$session" --ignore-not-found --timeout=30s >/dev/null
  fresh_target
  target=$(kube get pods -l app=orders --sort-by=.metadata.creationTimestamp -o 'jsonpath={.items[-1:].status.podIP}')
  database_create shop "$(kube get secret orders-db -o 'jsonpath={.data.DB_PASSWORD}' | base64 -d)" local
  database_start "$(free_port)"
  say "in the cluster: the target orders at $target, inventory, and a PostgreSQL whose table says 'cluster'"
  say "on this machine: a PostgreSQL at 127.0.0.1:$database_port whose table says 'local'"
  say "the program: demo/src/main/java/dev/periscope/demo/ShopReport.java, JDBC and HttpClient, configured by the target's environment"
}

# A pod keeps the record of every agent it has had, and after eight a session gets an agent in a pod of its own, with another address.
fresh_target() {
  if [ -n "$(kube get pods -l app=orders -o 'jsonpath={.items[*].spec.ephemeralContainers[*].name}')" ]; then
    kube rollout restart deployment/orders >/dev/null
    kube rollout status deployment/orders --timeout=60s >/dev/null || { kube get pods,events >&2; fail "orders is not up after 60 s"; }
  fi
}

# What `periscope explain` says about a destination, in a file of that name.
explain() { # destination
  bin/periscope explain --namespace shop "$session" "tcp://$1" -o json >"$work/$1" 2>"$work/$1.log" \
    || { cat "$work/$1.log" >&2; fail "periscope explain $session tcp://$1 failed"; }
}
explained() { sed -n "s/.*\"$2\" *: *\"\([^\"]*\)\".*/\1/p" "$work/$1" | head -n 1; } # destination field
decider() { # destination
  local entry
  entry=$(explained "$1" entry)
  echo "${entry:+$entry, from }$(explained "$1" source)"
}

# The table of one step. Sets database_side and inventory_side for the checks.
show_table() {
  local database=postgres.shop.svc:5432 inventory=inventory.shop.svc:8080 other
  explain "$database" &
  other=$!
  explain "$inventory"
  wait "$other"
  fresh_report
  database_side=$(explained "$database" side)
  inventory_side=$(explained "$inventory" side)
  table_head
  table_row "$database" "$database_side" "$(decider "$database")" "$(evidence database)"
  table_row "$inventory" "$inventory_side" "$(decider "$inventory")" "$(evidence inventory)"
  echo
}

check_inventory() {
  check "inventory is explained as Remote" Remote "$inventory_side"
  check "inventory answers from the cluster" inventory "$(word inventory)"
  check "inventory sees the target pod as its caller" "$target" "$(evidence inventory | sed 's/.* caller at //')"
}

check_cluster_database() {
  check "the database is explained as Remote" Remote "$database_side"
  check "the database is the cluster's" cluster "$(word database)"
  check "the database sees the target pod as its client" "$target" "$(evidence database | sed 's/.* client at //')"
}

check_local_database() { # port
  check "the database is explained as Local" Local "$database_side"
  check "the database is this machine's" local "$(word database)"
  check "the database is at 127.0.0.1:$1" "127.0.0.1:$1" "$(evidence database | sed 's/.* at \([^ ]*\), .*/\1/')"
}

without_filter() {
  step "1. Without a filter: periscope run -f demo/session.yaml -- java -jar shop.jar"
  program_start -f demo/session.yaml
  show_table
  check_cluster_database
  check_inventory
  check "the environment is the target's" cluster-west "$(word environment)"
  program_stop
}

with_filter() {
  step "2. With local: [\"postgres.shop.svc\"], and a redirect to where the local database listens"
  {
    cat demo/session.yaml
    printf '  outgoing:\n    filter: {local: ["postgres.shop.svc"]}\n    redirect: {"postgres.shop.svc:5432": "127.0.0.1:%s"}\n' "$database_port"
  } >"$work/session.yaml"
  program_start -f "$work/session.yaml"
  show_table
  check_local_database "$database_port"
  check_inventory
}

live_edit() {
  local patch='{"spec":{"outgoing":{"filter":{"local":null},"redirect":null}}}' lines process accepted started flipped
  step "3. A live edit: kubectl patch ms $session --type merge -p '$patch'"
  process=$(evidence environment)
  lines=$(wc -l <"$report")
  started=$(date +%s%3N)
  kube patch mirrorsession "$session" --type merge -p "$patch" >/dev/null
  accepted=$(date +%s%3N)
  flipped=$(await_word "$lines" database cluster)
  show_table
  say "the program's first answer from the cluster's database came $((flipped - started)) ms after kubectl was started"
  check_at_most "that is, after kubectl had returned" 1000 $((flipped > accepted ? flipped - accepted : 0)) ms
  check "the program is still the same process" "$process" "$(evidence environment)"
  check_cluster_database
  check_inventory
  program_stop
}

with_older_file() {
  local port=5432
  step "4. The same with the older file: periscope run -f demo/mirrord.json"
  if port_answers 5432; then
    port=$database_port
    say "port 5432 of this machine is taken by another program; the older form has no redirect, so one is added to the session"
  else
    # The older form has no redirect: the name is 127.0.0.1 here, so the database has to be where the program looks for it.
    database_stop
    database_start 5432
  fi
  program_start -f demo/mirrord.json --name "$session"
  if [ "$port" != 5432 ]; then
    kube patch mirrorsession "$session" --type merge -p "{\"spec\":{\"outgoing\":{\"redirect\":{\"postgres.shop.svc:5432\":\"127.0.0.1:$port\"}}}}" >/dev/null
    await_word 0 database local >/dev/null
  fi
  show_table
  check_local_database "$port"
  check_inventory
  program_stop
}

step "The shop"
prepare
without_filter
with_filter
live_edit
with_older_file

kube wait --for=delete mirrorsession "$session" --timeout=10s >/dev/null 2>&1 || true
check "no session is left" "" "$(kube get mirrorsessions -o name 2>/dev/null)"
echo
if [ "$mismatches" != 0 ]; then fail "$mismatches of the checks above are WRONG"; fi
echo "demo: every destination was resolved and accessed on the right side"
