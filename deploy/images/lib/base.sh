#!/usr/bin/env bash
# base.sh JRE DIR: makes DIR the part of a root file system that all Java images share: the run-time image, what glibc needs to run it, and
# the few files in /etc that libc and the JDK read. Everything else (shell, /tmp, package manager) is left out on purpose.
set -euo pipefail
# shellcheck source=say.sh
. "$(dirname "$0")/say.sh"

jre=$1 root=$2
mkdir -p "$root"/{etc,proc,dev,sys}
cp -a "$jre" "$root/jre"

# The loader and the five libraries that the JVM, epoll and BoringSSL ask for. Found through java itself, so the architecture is this machine's.
mapfile -t found < <(ldd "$jre/lib/server/libjvm.so" "$jre/bin/java" | awk '$2 == "=>" {print $3} $1 ~ /ld-linux/ {print $1}' | sort -u)
libc=$(printf '%s\n' "${found[@]}" | grep -m1 '/libc\.so\.6$') || fail "no glibc behind $jre/bin/java: a JDK for glibc is needed"
loader=$(printf '%s\n' "${found[@]}" | grep -m1 'ld-linux')
for file in "$loader" "${libc%/*}"/{libc.so.6,libm.so.6,libdl.so.2,libpthread.so.0,librt.so.1}; do
  [ -e "$file" ] || fail "$file is missing"
  mkdir -p "$root${file%/*}"
  cp -L "$file" "$root$file"
done

echo 'periscope:x:65532:65532::/:/nonexistent' >"$root/etc/passwd"
echo 'periscope:x:65532:' >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
# The kubelet mounts its own over these two; the training run and a plain start see them.
echo '127.0.0.1 localhost' >"$root/etc/hosts"
: >"$root/etc/resolv.conf"
