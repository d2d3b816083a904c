# shellcheck shell=bash
# Which processes are this cluster's. A process is ours when its command line
# names our state folder and its program is one we start: that holds after a
# crash, after a reboot and for a reused process id, where a pid file lies.

# Prints "pid program" for each process of ours; "containerd-shim-runc-v2" too.
own_processes() {
  local folder command program
  for folder in /proc/[0-9]*; do
    mapfile -d '' -t command <"$folder/cmdline" || continue
    ((${#command[@]} > 1)) || continue
    program=${command[0]##*/}
    if [[ "${command[*]}" == *"$state/"* && " ${components[*]} containerd-shim-runc-v2 " == *" $program "* ]]; then
      printf '%s %s\n' "${folder##*/}" "$program"
    fi
  done 2>/dev/null
}

pids_of() { own_processes | awk -v program="$1" '$2 == program { print $1 }'; }

# Cheap enough for a polling loop: the recorded pid, believed only when its
# command line is still that of the component.
running() { # component
  local pid command
  pid=$(cat "$state/run/$1.pid" 2>/dev/null) || return 1
  mapfile -d '' -t command 2>/dev/null <"/proc/$pid/cmdline" || return 1
  # A zombie has no command line.
  [[ ${command[0]-} == *"/$1" && "${command[*]}" == *"$state/"* ]]
}

all_running() {
  local component
  for component in "${components[@]}"; do running "$component" || return 1; done
}

# Starts a component inside the node's network namespace, detached from the
# caller's terminal. nsenter, unlike `ip netns exec`, keeps /sys/fs/cgroup.
start() { # component command...
  local component=$1
  shift
  (
    close_inherited
    exec setsid nsenter --net="/run/netns/$namespace" "$@" </dev/null >"$state/log/$component.log" 2>&1
  ) &
  echo $! >"$state/run/$component.pid"
  disown # or bash reports the death of each as a job of its own
}

# A daemon that inherits the descriptor of a lock would hold it for its life.
close_inherited() {
  local descriptor
  for descriptor in "/proc/$BASHPID/fd/"*; do
    descriptor=${descriptor##*/}
    ((descriptor < 3)) || eval "exec $descriptor>&-"
  done
}

# A zombie still has a folder in /proc until its parent looks.
alive() { [[ -d /proc/$1 ]] && ! grep -q '^State:.Z' "/proc/$1/status" 2>/dev/null; }
