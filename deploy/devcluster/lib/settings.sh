# shellcheck shell=bash
# shellcheck disable=SC2034 # read by the files that source this one
# Names, addresses and folders of the cluster. They are the machine's, so one
# machine runs one cluster; `owner` says whose it is.

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
devcluster=$repository/deploy/devcluster
state=${STATE:-$repository/.cluster}

node=periscope-node
namespace=periscope-node
host_link=psc-host
node_link=psc-node
host_address=10.251.0.1
node_address=10.251.0.2
pod_range=10.244.0.0/16
node_pod_range=10.244.0.0/24
service_range=10.96.0.0/16
api_service_address=10.96.0.1
dns_address=10.96.0.10
api_server=https://$node_address:6443
snapshotter=${SNAPSHOTTER:-overlayfs}
containerd_socket=$state/run/containerd.sock

# Folders of the machine, not of a checkout, so that a second checkout finds out.
owner=/run/periscope-devcluster/owner
lock=/run/periscope-devcluster/lock

# In the order in which they start.
components=(etcd containerd kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy)
