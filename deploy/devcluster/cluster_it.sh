#!/usr/bin/env bash
# Starts, breaks and ends the real cluster in a state folder of its own, and looks
# for anything left behind. Needs root and a machine whose cluster is down; takes
# about a minute.
set -euo pipefail
shopt -s nullglob

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
export STATE=$scratch/.cluster KUBECONFIG=$scratch/.cluster/kubeconfig
failures=0

cluster() { "$here/cluster.sh" "$@"; }
kubectl() { "$STATE/bin/kubectl" "$@"; }

expect() { # what wanted actual
  if [[ $3 == "$2" ]]; then return 0; fi
  printf 'FAILED %s: %s\n  wanted: %s\n  got:    %s\n' "$test" "$1" "$2" "$3" >&2
  failures=$((failures + 1))
}

# Everything of the machine that the cluster could change.
machine() {
  ip -o link | awk '{ print $2 }'
  ip route
  ip netns list
  cut -d' ' -f2 /proc/mounts
  find /run/netns /run/containerd /run/periscope-devcluster /var/lib/cni /var/lib/kubelet /var/log/containers \
    /var/log/pods /opt /sys/fs/cgroup -maxdepth 3 2>/dev/null || true
  pgrep -af "$STATE/" || true
}

# CoreDNS's own image serves HTTP with its health plugin: enough of an application.
deploy_application() {
  local image
  image=$(kubectl -n kube-system get deployment coredns -o 'jsonpath={.spec.template.spec.containers[0].image}')
  kubectl apply -f - >/dev/null <<EOF
apiVersion: v1
kind: ConfigMap
metadata: {name: application}
data: {Corefile: ".:5353 {\n health :8080\n}\n"}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: application}
spec:
  replicas: 2
  selector: {matchLabels: {app: application}}
  template:
    metadata: {labels: {app: application}}
    spec:
      containers:
        - name: application
          image: $image
          imagePullPolicy: Never
          args: [-conf, /etc/application/Corefile]
          volumeMounts: [{name: settings, mountPath: /etc/application}]
          readinessProbe: {httpGet: {path: /health, port: 8080}, periodSeconds: 1}
      volumes: [{name: settings, configMap: {name: application}}]
---
apiVersion: v1
kind: Service
metadata: {name: application}
spec: {type: NodePort, selector: {app: application}, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]}
EOF
  kubectl rollout status deployment/application --timeout=60s >/dev/null
}

node_port_answers() {
  local answer tries
  for ((tries = 0; tries < 50; tries++)); do
    if answer=$(get "$(cluster address)" 30080 /health); then break; fi
    sleep 0.1
  done
  echo "$answer"
}

get() { # address port path
  exec 7<>"/dev/tcp/$1/$2" || return 1
  printf 'GET %s HTTP/1.0\r\n\r\n' "$3" >&7
  tail -n 1 <&7
  exec 7>&-
} 2>/dev/null

kill_all() { pgrep -f "$STATE/" | xargs -r kill -9; }

# ---- tests, in this order ------------------------------------------------------

starts_and_serves() {
  cluster up
  deploy_application
  expect "NodePort's answer" OK "$(node_port_answers)"
  expect "version" v1.34.4 "$(kubectl get node periscope-node -o 'jsonpath={.status.nodeInfo.kubeletVersion}')"
}

keeps_the_machine_out_of_pods_and_services() {
  local pod service
  pod=$(kubectl get pod -l app=application -o 'jsonpath={.items[0].status.podIP}')
  service=$(kubectl get service application -o 'jsonpath={.spec.clusterIP}')
  expect "pod" refused "$(get "$pod" 8080 /health || echo refused)"
  expect "service" refused "$(get "$service" 80 /health || echo refused)"
}

is_content_when_it_is_up() { expect "exit status" 0 "$(cluster up 2>/dev/null && echo 0)"; }

refuses_a_second_checkout() {
  local output
  output=$(STATE=$scratch/second/.cluster cluster up 2>&1) || true
  expect "message" "cluster: another checkout's cluster is up, with its state in $STATE" "${output%%. End it*}"
  STATE=$scratch/second/.cluster cluster down 2>/dev/null
  expect "the first afterwards" OK "$(node_port_answers)"
}

comes_back_after_a_crash() {
  kill_all
  cluster up
  deploy_application
  expect "NodePort's answer" OK "$(node_port_answers)"
}

names_the_component_that_failed_with_its_log() {
  local output
  cluster down
  output=$(SNAPSHOTTER=absent cluster up 2>&1) && expect "exit status" 1 0
  expect "the component" yes "$(grep -q 'without its Kubernetes part' <<<"$output" && echo yes)"
  expect "the end of its log" yes "$(grep -q 'failed to find snapshotter' <<<"$output" && echo yes)"
}

leaves_nothing_after_a_crash() {
  cluster up
  kill_all
  cluster down
  expect "the machine" "" "$(diff <(echo "$before") <(machine))"
}

leaves_nothing() {
  cluster up
  cluster clean
  expect "the machine" "" "$(diff <(echo "$before") <(machine))"
  expect "state" gone "$([[ -e $STATE ]] || echo gone)"
}

test=preparation
before=$(machine)
trap 'cluster clean >/dev/null 2>&1; rm -rf "$scratch"' EXIT
for test in starts_and_serves keeps_the_machine_out_of_pods_and_services is_content_when_it_is_up refuses_a_second_checkout \
  comes_back_after_a_crash names_the_component_that_failed_with_its_log leaves_nothing_after_a_crash leaves_nothing; do
  echo "cluster_it: $test"
  "$test"
done
echo "cluster_it: $failures failed assertions"
((failures == 0))
