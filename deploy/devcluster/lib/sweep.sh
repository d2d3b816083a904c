# shellcheck shell=bash
# Ends the cluster and removes what it left on the machine, each thing by a list
# of our own: processes by their command line, containers by containerd's records,
# mounts by their path, pod networks by the CNI cache. Every step holds for a
# cluster that runs, that crashed, that a reboot cut off, or that never was.
#
# What the API server stored is not kept: the next start makes a new cluster. So
# nothing needs to stop in good order, and SIGKILL is the quick and the safe way.
# Images stay.

sweep() {
  # Components first: a living kubelet would start its pods again.
  own_processes | awk '$2 !~ /^containerd/' | kill_listed
  kill_containers
  own_processes | kill_listed
  if owned_by_nobody_else; then remove_pod_networks; fi
  remove_mounts
  remove_traces
  if owned_by_nobody_else; then
    remove_cgroups
    network_down
    rm -f "$owner"
  fi
  rm -rf "$state/run" "$state/kubelet" "$state/log/pods"
}

owned_by_us() { [[ $(cat "$owner" 2>/dev/null) == "$state" ]]; }

# Names and addresses are the machine's: while another checkout uses them they are
# not ours to remove.
owned_by_nobody_else() { [[ ! -e $owner ]] || owned_by_us; }

# Reads "pid …" lines. Returns when the last is gone, or after five seconds.
kill_listed() {
  local pids pid tries=250
  mapfile -t pids < <(cut -d' ' -f1)
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do
    while alive "$pid" && ((tries-- > 0)); do sleep 0.02; done
  done
}

# A container's cgroup carries its id, and the bundles tell which ids are ours.
kill_containers() {
  local bundle id folders
  folders=$(find /sys/fs/cgroup -type d -path '*kubepods*' 2>/dev/null) || true
  for bundle in "$state"/run/containerd/io.containerd.runtime.v2.task/k8s.io/*/; do
    id=$(basename "$bundle")
    { grep -e "/$id\$" <<<"$folders" || true; } | while read -r folder; do cat "$folder/cgroup.procs"; done
  done 2>/dev/null | sort -u | kill_listed
}

# The CNI library keeps one record for each pod under our network's name, and one
# for its loopback.
remove_pod_networks() {
  local record name pod
  for record in "/var/lib/cni/results/$namespace-"*; do
    [[ -e $record ]] || continue
    name=$(sandbox_of "$record") || true
    if [[ -n $name && -e /run/netns/$name ]]; then
      ip netns pids "$name" | kill_listed
      ip netns del "$name" || true
    fi
    pod=${record##*/"$namespace"-}
    rm -f "$record" "/var/lib/cni/results/cni-loopback-${pod%-*}-lo"
  done
}

sandbox_of() { grep -oE 'cni-[0-9a-f-]{36}' "$1" | head -n 1; }

# Deepest first. The kernel writes a blank in a path as \040.
remove_mounts() {
  local target
  awk '{ print $2 }' /proc/self/mounts | sort -r | while read -r target; do
    target=$(printf '%b' "$target")
    [[ $target == "$state/"* ]] || continue
    umount "$target" 2>/dev/null || umount --lazy "$target" || say "cannot unmount $target"
  done
}

# Only empty groups can be removed, so another kubelet's pods are safe.
remove_cgroups() {
  find /sys/fs/cgroup -depth -type d -path '*/kubepods*' -exec rmdir {} + 2>/dev/null || true
}

# Paths outside of our folder that the kubelet, the shims and `ip netns` do not
# let us choose. A folder goes only when nobody else uses it.
remove_traces() {
  local bundle plugins=/var/lib/kubelet/device-plugins
  for bundle in "$state"/run/containerd/io.containerd.runtime.v2.task/k8s.io/*/; do
    if [[ -e $bundle/address ]]; then rm -f "$(sed 's|^unix://||' "$bundle/address")"; fi
  done
  find /var/log/containers -lname "$state/*" -delete 2>/dev/null || true
  owned_by_nobody_else || return 0
  if [[ ! -e /var/lib/kubelet/pods ]]; then rm -f "$plugins"/kubelet.sock "$plugins"/kubelet_internal_checkpoint; fi
  rmdir /var/log/containers "$plugins" /var/lib/kubelet /run/containerd/s /run/containerd \
    /var/lib/cni/results /var/lib/cni 2>/dev/null || true
}
