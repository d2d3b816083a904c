#!/usr/bin/env bash
# build.sh {agent|gateway|operator|demo-app|demo-postgres|all}...: container images as target/images/NAME.tar, importable with
# `ctr -n k8s.io images import`. Nothing is rebuilt whose inputs have not changed. docs/images.md says what is inside and why.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=lib/say.sh
. deploy/images/lib/say.sh
# shellcheck source=lib/inputs.sh
. deploy/images/lib/inputs.sh
# shellcheck source=lib/java-image.sh
. deploy/images/lib/java-image.sh

here=deploy/images
out=$PWD/target/images
if [ -z "${JAVA_HOME:-}" ]; then JAVA_HOME=$(deploy/build/find-jdk.sh); fi
[ -n "$JAVA_HOME" ] || fail "a JDK 25 is needed: install one or set JAVA_HOME to it"
export JAVA_HOME

# Maven without colour codes, silent when all is well.
quiet_mvn() { mvn -B -ntp -q -Dgates.skip "$@" 2>&1 | sed -e 's/\x1b\[[0-9;]*m//g' -e '/^$/d' -e '/^WARNING: .*Unsafe/d' >&2; }

# Writes target/images/$1.tar from folders, one layer each, and checks its size (layers are compressed inside).
package() { # image permissions entrypoint layer...
  local name=$1 permissions=$2 entrypoint=$3 size layers architecture=amd64
  shift 3
  layers=$(IFS=, && echo "$*")
  [ "$(uname -m)" != aarch64 ] || architecture=arm64
  mkdir -p "$out/.jib/none"
  quiet_mvn -f "$here/jib/pom.xml" jib:buildTar "-Djib.outputPaths.tar=$out/$name.tar" "-Djib.to.image=periscope/$name:dev" \
    "-Djib.container.entrypoint=$entrypoint" "-Djib.extraDirectories.paths=$layers" "-Djib.extraDirectories.permissions=$permissions" \
    "-Dimage.architecture=$architecture" -Djib.console=plain
  size=$(stat -c %s "$out/$name.tar")
  say "$(printf '%s: %d.%d MB compressed (at most %d)' "$name" $((size / 1000000)) $((size / 100000 % 10)) "$LIMIT_MB")"
  if [ "$size" -gt $((LIMIT_MB * 1000000)) ]; then
    mv "$out/$name.tar" "$out/$name.too-large"
    fail "$name is larger than $LIMIT_MB MB: see what grew in $out/.work/$name, or raise LIMIT_MB in $here/$name/image.conf with a reason"
  fi
}

# Replaced by an image.conf whose image is no Java application.
build() { java_image "$1"; }

if [ $# = 0 ] || [ "$1" = all ]; then
  set --
  for conf in "$here"/*/image.conf; do
    conf=${conf%/image.conf}
    set -- "$@" "${conf##*/}"
  done
fi
mkdir -p "$out"

# First what has to be built at all, so that Maven runs once for all of it.
stale=()
modules=()
declare -A stamp
for name in "$@"; do
  [ -f "$here/$name/image.conf" ] || fail "there is no image $name, as there is no $here/$name/image.conf"
  stamp[$name]=$(inputs_of "$name")
  if [ -f "$out/$name.tar" ] && [ "$(cat "$out/.stamp-$name" 2>/dev/null)" = "${stamp[$name]}" ]; then
    say "$name: unchanged"
  else
    stale+=("$name")
    module=$(setting "$name" MODULE)
    if [ -n "$module" ]; then modules+=("$module"); fi
  fi
done
[ ${#stale[@]} -gt 0 ] || exit 0
if [ ${#modules[@]} -gt 0 ]; then
  say "packaging the jars of ${stale[*]}"
  for module in "${modules[@]}"; do rm -rf "$module/target/dependency"; done
  quiet_mvn -pl "$(IFS=, && echo "${modules[*]}")" -am -DskipTests package dependency:copy-dependencies -DincludeScope=runtime \
    || fail "the jars of ${stale[*]} do not build (see above)"
fi

for name in "${stale[@]}"; do
  started=$SECONDS
  (
    # shellcheck source=/dev/null
    . "$here/$name/image.conf"
    build "$name"
  )
  echo "${stamp[$name]}" >"$out/.stamp-$name"
  say "$name: built in $((SECONDS - started)) s"
done
