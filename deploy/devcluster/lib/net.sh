# shellcheck shell=bash
# The node lives in a network namespace of its own, tied to the machine by one
# veth pair. The machine reaches the node's address and nothing behind it, as a
# laptop would; the node reaches the machine and nothing beyond it.

in_node() { nsenter --net="/run/netns/$namespace" "$@"; }

network_up() {
  ip netns add "$namespace"
  ip link add "$host_link" type veth peer name "$node_link" netns "$namespace"
  ip address add "$host_address/30" dev "$host_link"
  ip link set "$host_link" up
  in_node ip link set lo up
  in_node ip address add "$node_address/30" dev "$node_link"
  in_node ip link set "$node_link" up
  # Without this an image pull waits half a minute for packets nobody forwards.
  in_node ip route add unreachable default
  # The API server calls webhooks by their Service's address: a packet of the node's own needs a route before it is translated to a pod's.
  in_node ip route add "$service_range" via "$host_address"
  in_node sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
  # Every connect of a pod to an unreachable address is told so, not one a second.
  in_node sh -c 'echo 0 >/proc/sys/net/ipv4/icmp_ratelimit'
  local range
  for range in "$pod_range" "$service_range"; do shut_out "$range"; done
}

# A packet to a pod must fail here, not leave the machine by its default route.
shut_out() { # range
  local present
  present=$(ip route show exact "$1")
  case $present in
    '') ip route add unreachable "$1" ;;
    unreachable*) ;;
    *) fail "the machine already routes $1 ($present); the cluster needs that range for itself" ;;
  esac
}

network_down() {
  local range
  for range in "$pod_range" "$service_range"; do
    ip route del unreachable "$range" 2>/dev/null || true
  done
  ip link del "$host_link" 2>/dev/null || true
  if [[ -e /run/netns/$namespace ]]; then ip netns del "$namespace"; fi
  # `ip netns` makes its folder a mount when the first namespace is made.
  if [[ -d /run/netns && -z $(ls -A /run/netns) ]]; then
    umount /run/netns 2>/dev/null || true
    rmdir /run/netns 2>/dev/null || true
  fi
}
