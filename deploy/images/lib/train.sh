#!/usr/bin/env bash
# train.sh ROOT: writes ROOT/app/app.aot, the AOT cache of what the application loads and runs in its --self-test, and then runs the self-test
# once more on that cache with AOTMode=on, where a cache that does not fit is fatal.
#
# Both runs see what a pod gives: ROOT as a read-only root file system, no /tmp, a /dev/shm that may not be executed, user 65532, and a loopback of their
# own. That takes namespaces: as root, or with user namespaces. Without either the runs use ROOT's files where they lie, and prove less.
set -euo pipefail
# shellcheck source=say.sh
. "$(dirname "$0")/say.sh"

root=$(readlink -f "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 1777 "$work"

bounded=(timeout --kill-after=5 "${TRAIN_SECONDS:-300}")

# Runs the given command with ROOT as its root; /dev/out is the work folder.
read -r -d '' enclosed <<'SH' || true
set -eu
ip link set lo up
root=$1 work=$2 drop=$3; shift 3
mount --bind "$root" "$root"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero random urandom; do : >"$root/dev/$device"; mount --bind "/dev/$device" "$root/dev/$device"; done
mkdir -m 1777 "$root/dev/shm"
mount -t tmpfs -o nosuid,nodev,noexec,mode=1777,size=64m tmpfs "$root/dev/shm"
mount -t proc proc "$root/proc"
mkdir "$root/dev/out"
mount --bind "$work" "$root/dev/out"
mount -o remount,bind,ro "$root"
if [ "$drop" = yes ]; then
  exec chroot --userspec=65532:65532 --groups= "$root" "$@"
fi
exec chroot "$root" "$@"
SH

# Applications that do not get to see their arguments before they start (Quarkus) look at this.
export PERISCOPE_SELFTEST=true

if unshare --mount --net --pid --fork ip link set lo up 2>/dev/null; then
  enter() { "${bounded[@]}" unshare --mount --net --pid --fork sh -c "$enclosed" enclosed "$root" "$work" yes "$@"; }
elif unshare --user --map-root-user --mount --net --pid --fork ip link set lo up 2>/dev/null; then
  enter() { "${bounded[@]}" unshare --user --map-root-user --mount --net --pid --fork sh -c "$enclosed" enclosed "$root" "$work" no "$@"; }
else
  say "no namespaces here: training beside the image instead of inside it"
  enter() {
    local words=()
    sed "s#/app/#$root/app/#g" "$root/app/args" >"$work/args"
    for word in "$@"; do
      word=${word//@\/app\/args/@$work\/args}
      word=${word//\/dev\/out/$work}
      word=${word/#\/jre/$root/jre}
      words+=("${word//\/app\/app.aot/$root/app/app.aot}")
    done
    "${bounded[@]}" "${words[@]}"
  }
fi

run() { # log, command...
  local log=$1; shift
  enter "$@" >"$work/$log" 2>&1 || { grep -vE "\[aot|AOT" "$work/$log" | tail -n 60 >&2; fail "the self-test failed in ${log%.log} (see above)"; }
}

# A self-test plays the other side too, and a second JVM makes the cache: both need more memory than the application does. This variable, unlike the
# others, wins over the flags of production; neither the cache nor its use depends on these two.
export _JAVA_OPTIONS='-Xmx512m -XX:MaxMetaspaceSize=256m'

run training.log /jre/bin/java -XX:AOTCacheOutput=/dev/out/app.aot @/app/args --self-test
[ -s "$work/app.aot" ] || { tail -n 40 "$work/training.log" >&2; fail "the training run left no AOT cache"; }
install -m 644 "$work/app.aot" "$root/app/app.aot"
run verification.log /jre/bin/java -XX:AOTCache=/app/app.aot -XX:AOTMode=on @/app/args --self-test
grep -v _JAVA_OPTIONS "$work/verification.log" >&2
