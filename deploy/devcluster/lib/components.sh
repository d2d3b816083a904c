# shellcheck shell=bash
# The seven processes of the cluster, each with its flags.

start_etcd() {
  local client=http://127.0.0.1:2379 peer=http://127.0.0.1:2380
  # Without fsync: the store is thrown away by the next start in any case.
  start etcd "$binaries/etcd" --log-level warn --data-dir "$state/run/etcd" --unsafe-no-fsync \
    --listen-client-urls "$client" --advertise-client-urls "$client" \
    --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "default=$peer"
}

start_containerd() { # configuration
  start containerd "$(command -v containerd)" --config "$1"
}

# Containers of an earlier run would come back with containerd. One pass without
# its Kubernetes part, which would adopt them, forgets them and keeps the images.
# It costs nothing: the API server is still starting.
forget_containers() {
  local ids
  [[ -e $state/containerd/root ]] || return 0
  containerd_configuration '"io.containerd.grpc.v1.cri"' >"$state/containerd/bare.toml"
  start_containerd "$state/containerd/bare.toml"
  await 20 containerd "containerd to answer" containerd_answers
  mapfile -t ids < <(ctr_node containers ls -q)
  if ((${#ids[@]} > 0)); then
    ctr_node containers delete "${ids[@]}" >&2 || fail_component containerd "containerd cannot forget the containers of the last run"
  fi
  pids_of containerd | kill_listed
}

start_kube-apiserver() {
  local pki=$state/pki
  start kube-apiserver "$binaries/kube-apiserver" --etcd-servers=http://127.0.0.1:2379 \
    --bind-address=0.0.0.0 --secure-port=6443 --advertise-address="$node_address" \
    --service-cluster-ip-range="$service_range" --allow-privileged=true \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
    --client-ca-file="$pki/ca.crt" --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" \
    --service-account-issuer=https://kubernetes.default.svc \
    --service-account-key-file="$pki/sa.pub" --service-account-signing-key-file="$pki/sa.key" \
    --kubelet-client-certificate="$pki/kubelet-client.crt" --kubelet-client-key="$pki/kubelet-client.key" \
    --kubelet-preferred-address-types=InternalIP \
    --requestheader-client-ca-file="$pki/ca.crt" --requestheader-allowed-names=front-proxy-client \
    --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group \
    --requestheader-extra-headers-prefix=X-Remote-Extra- \
    --proxy-client-cert-file="$pki/front-proxy.crt" --proxy-client-key-file="$pki/front-proxy.key"
}

# One of each, so nobody to elect a leader against: an election costs seconds. The
# default of 20 requests a second makes the start of 40 controllers take four more.
start_kube-controller-manager() {
  local pki=$state/pki
  start kube-controller-manager "$binaries/kube-controller-manager" --kubeconfig="$pki/controller-manager.kubeconfig" \
    --leader-elect=false --kube-api-qps=500 --kube-api-burst=1000 --use-service-account-credentials --allocate-node-cidrs=false \
    --service-account-private-key-file="$pki/sa.key" --root-ca-file="$pki/ca.crt" \
    --cluster-signing-cert-file="$pki/ca.crt" --cluster-signing-key-file="$pki/ca.key"
}

start_kube-scheduler() {
  start kube-scheduler "$binaries/kube-scheduler" --kubeconfig="$state/pki/scheduler.kubeconfig" --leader-elect=false
}

start_kubelet() {
  start kubelet "$binaries/kubelet" --config="$state/kubelet/config.yaml" --kubeconfig="$state/pki/kubelet.kubeconfig" \
    --hostname-override="$node" --node-ip="$node_address" --root-dir="$state/kubelet/root" --cert-dir="$state/kubelet/pki"
}

start_kube-proxy() { start kube-proxy "$binaries/kube-proxy" --config="$state/kubelet/proxy.yaml"; }

containerd_answers() { ctr_node version; }

# A plugin that fails to load does not keep containerd from starting.
serves_kubernetes() {
  ctr_node plugins list | awk '$2 == "cri" && $NF == "ok" { found = 1 } END { exit !found }'
}

api_answers() { kubectl_admin get --raw /readyz; }
dns_answers() { kubectl_admin -n kube-system wait --for=condition=Available deployment/coredns --timeout=1s; }
node_ready() { kubectl_admin wait --for=condition=Ready "node/$node" --timeout=1s; }

kubectl_admin() { "$binaries/kubectl" --kubeconfig "$state/pki/admin.kubeconfig" --request-timeout=5s "$@"; }

