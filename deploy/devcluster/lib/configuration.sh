# shellcheck shell=bash
# The components' configuration files. Where a setting is not what a stock
# cluster has, its reason stands beside it.

write_configuration() {
  mkdir -p "$state"/{containerd,cni,kubelet}
  containerd_configuration "" >"$state/containerd/config.toml"
  cni_configuration >"$state/cni/10-periscope.conflist"
  kubelet_configuration >"$state/kubelet/config.yaml"
  proxy_configuration >"$state/kubelet/proxy.yaml"
  # Pods with dnsPolicy Default would otherwise get the machine's name servers,
  # which the node cannot reach: each lookup would wait for its time-out.
  echo "nameserver 127.0.0.1" >"$state/kubelet/resolv.conf"
}

containerd_configuration() { # disabled plugins
  cat <<EOF
version = 2
root = "$state/containerd/root"
state = "$state/run/containerd"
# Empty but for the pass that removes the containers of an earlier run, see sweep.sh.
disabled_plugins = [$1]

[grpc]
  address = "$containerd_socket"

[plugins."io.containerd.internal.v1.opt"]
  # The default makes /opt/containerd on the machine.
  path = "$state/containerd/opt"

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$(image_name pause)"
  # Inside a container or an unprivileged session a process may not lower its
  # score, and runc would fail with every pod.
  restrict_oom_score_adj = true
  # The default profile is loaded by apparmor_parser, which may be absent.
  disable_apparmor = true

  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$(cni_plugins)"
    conf_dir = "$state/cni"

  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "$snapshotter"

  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"

  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
    # Beside the rest of the state, so that sweeping it leaves no record of a
    # container that a reboot has ended.
    Root = "$state/run/runc"
EOF
}

# ptp and not bridge: a bridge passes a Service's answer between two pods around
# the node's address translation unless the module br_netfilter is loaded.
cni_configuration() {
  cat <<EOF
{
  "cniVersion": "1.0.0",
  "name": "$namespace",
  "plugins": [{
    "type": "ptp",
    "ipMasq": false,
    "ipam": {
      "type": "host-local",
      "ranges": [[{"subnet": "$node_pod_range"}]],
      "routes": [{"dst": "0.0.0.0/0"}],
      "dataDir": "$state/run/cni-addresses"
    }
  }]
}
EOF
}

kubelet_configuration() {
  cat <<EOF
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: $state/pki/ca.crt}
authorization: {mode: Webhook}
tlsCertFile: $state/pki/kubelet.crt
tlsPrivateKeyFile: $state/pki/kubelet.key
clusterDNS: [$dns_address]
clusterDomain: cluster.local
containerRuntimeEndpoint: unix://$containerd_socket
resolvConf: $state/kubelet/resolv.conf
podLogsDir: $state/log/pods
# There may be no systemd to ask for cgroups, and machines with cgroup v1 exist.
cgroupDriver: cgroupfs
failCgroupV1: false
failSwapOn: false
# The machine is the developer's: reserve nothing and never evict for a full disk.
enforceNodeAllocatable: []
evictionHard: {}
imageGCHighThresholdPercent: 100
# A lower score than one's own needs a right that containers lack.
oomScoreAdj: 0
# kube-proxy speaks nftables; the kubelet's own iptables chains would be foreign.
makeIPTablesUtilChains: false
# Needs quota support or a full scan of the root file system for each pod.
localStorageCapacityIsolation: false
maxPods: 250
# How long a changed ConfigMap may take to reach a pod; a minute is too long to wait in a test.
syncFrequency: 5s
EOF
}

proxy_configuration() {
  cat <<EOF
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
# Kubernetes' future default, and iptables' own binaries may be missing.
mode: nftables
# A new endpoint serves at once; the default gathers changes for a second.
nftables: {minSyncPeriod: 50ms}
clientConnection: {kubeconfig: $state/pki/proxy.kubeconfig}
clusterCIDR: $pod_range
hostnameOverride: $node
# The connection table belongs to the machine: zero means leave its limits alone.
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
EOF
}

cni_plugins() {
  local folder
  for folder in /usr/lib/cni /opt/cni/bin /usr/libexec/cni; do
    if [[ -x $folder/ptp ]]; then
      echo "$folder"
      return
    fi
  done
}
