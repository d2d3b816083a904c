#!/usr/bin/env bash
# build.sh {agent|gateway|operator|demo-app|demo-postgres|all}...: container images as target/images/NAME.tar, importable with
# `ctr -n k8s.io images import`. Nothing is rebuilt whose inputs have not changed. docs/images.md says what is inside and why.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/images/lib/say.sh

here=deploy/images
out=$PWD/target/images

# Maven without colour codes, silent when all is well.
quiet_mvn() { mvn -B -ntp -q -Dgates.skip "$@" 2>&1 | sed -e 's/\x1b\[[0-9;]*m//g' -e '/^$/d' >&2; }

# The folders of the reactor that the module in $1 is made of, itself included: followed through the periscope-* dependencies of the poms.
upstream() {
  local folder=$1 artifact found
  [[ " ${seen[*]:-} " == *" $folder "* ]] && return
  seen+=("$folder")
  for artifact in $(sed -n 's/.*<artifactId>\(periscope-[a-z-]*\)<.*/\1/p' "$folder/pom.xml" | sort -u); do
    found=$(grep -lm1 --include=pom.xml -r "^  <artifactId>$artifact</artifactId>" ./*/pom.xml | head -n1) || continue
    upstream "${found%/pom.xml}"
  done
}

# What the jars of image $1 are made from, as one checksum.
sources() {
  local seen=() folder files=()
  # shellcheck disable=SC2207 # paths of ours, without spaces
  files=($(INPUTS=; . "$here/$1/image.conf"; echo "${INPUTS:-}"))
  [ ! -f "$here/$1/pom.xml" ] || upstream "$here/$1"
  for folder in ${seen[@]+"${seen[@]}"}; do
    files+=("$folder/pom.xml")
    [ -d "$folder/src/main" ] && files+=("$folder/src/main")
  done
  { checksum pom.xml "$here/$1" "$here/lib" "$here/jib" ${files[@]+"${files[@]}"}; cat "$JAVA_HOME/release"; } | sha256sum | cut -c1-16
}

# Assembles the root file system of Java image $1, as one folder per layer: base (run-time image, libc), lib (what others wrote), app, cache.
assemble() {
  local name=$1 work=$out/.work/$1 jre started=$SECONDS
  rm -rf "$work"
  mkdir -p "$work"/{base,lib/app/lib,app/app,cache/app,root}
  jre=$("$here/lib/jre.sh" "$MODULES")
  "$here/lib/base.sh" "$jre" "$work/base"
  gather "$work/lib/app/lib" "$work/app/app"
  "$here/lib/natives.sh" "$work/lib/app/lib" "$work/lib/app/native"
  # The class path is spelled out: the AOT cache is bound to it, and the order of a wildcard is the file system's.
  {
    grep -v '^#' "$here/$name/jvm.args"
    echo "-cp $(cd "$work" && { find app/app -name '*.jar' | LC_ALL=C sort; find lib/app -name '*.jar' | LC_ALL=C sort; } | sed 's#^[a-z]*/#/#' | paste -sd:)"
    echo "$MAIN"
  } >"$work/app/app/args"
  find "$work" -exec touch -h -d @1 {} +
  for layer in base lib app; do cp -a "$work/$layer/." "$work/root/"; done
  chmod "0${JAVA_MODE:-755}" "$work/root/jre/bin/java"
  say "$name: training the AOT cache ($((SECONDS - started)) s so far)"
  "$here/lib/train.sh" "$work/root"
  cp "$work/root/app/app.aot" "$work/cache/app/"
}

# The jars of image $1, others' into $2, our own into $3. Images whose application is not a plain folder of jars define their own.
gather_jars() { # image lib app
  cp "$here/$1/target/lib/"*.jar "$2"
  mv "$2"/periscope-*.jar "$3"
}

# Writes target/images/$1.tar from the layers given, and checks its size (layers are compressed inside).
package() { # image permissions entrypoint layer...
  local name=$1 permissions=$2 entrypoint=$3 size layers
  shift 3
  layers=$(IFS=,; echo "$*")
  case $(uname -m) in aarch64) arch=arm64 ;; *) arch=amd64 ;; esac
  quiet_mvn -f "$here/jib/pom.xml" jib:buildTar "-Djib.outputPaths.tar=$out/$name.tar" "-Djib.to.image=periscope/$name:dev" \
    "-Djib.container.entrypoint=$entrypoint" "-Djib.extraDirectories.paths=$layers" "-Djib.extraDirectories.permissions=$permissions" \
    "-Dimage.architecture=$arch" -Djib.console=plain
  size=$(stat -c %s "$out/$name.tar")
  say "$(printf '%s: %d.%d MB compressed (at most %d)' "$name" $((size / 1000000)) $((size / 100000 % 10)) "$LIMIT_MB")"
  [ "$size" -le $((LIMIT_MB * 1000000)) ] || fail "$out/$name.tar is larger than $LIMIT_MB MB: see what grew in $out/.work/$name, or raise LIMIT_MB in $here/$name/image.conf with a reason"
}

java_image() { # image
  local name=$1 permissions
  permissions="/jre/bin/java=${JAVA_MODE:-755},/jre/lib/jspawnhelper=755"
  assemble "$name"
  permissions+=$(cd "$out/.work/$name/base" && find lib lib64 -name '*.so*' -printf ',/%p=755' 2>/dev/null || true)
  package "$name" "$permissions" "/jre/bin/java,-XX:AOTCache=/app/app.aot,@/app/args" "$out/.work/$name"/{base,lib,app,cache}
}

[ $# -gt 0 ] || set -- all
if [ "$1" = all ]; then
  set --
  for conf in "$here"/*/image.conf; do conf=${conf%/image.conf}; set -- "$@" "${conf##*/}"; done
fi
mkdir -p "$out/.jib/none"

# First what has to be built at all, so that Maven runs once for all of it.
stale=() projects=()
declare -A stamp
for name in "$@"; do
  [ -f "$here/$name/image.conf" ] || fail "there is no image $name: $here has $(cd "$here" && ls -d */image.conf | sed 's#/.*##' | paste -sd' ')"
  stamp[$name]=$(sources "$name")
  if [ -f "$out/$name.tar" ] && [ "$(cat "$out/.stamp-$name" 2>/dev/null)" = "${stamp[$name]}" ]; then
    say "$name: unchanged"
  else
    stale+=("$name")
    [ -f "$here/$name/pom.xml" ] && projects+=("$here/$name")
  fi
done
[ ${#stale[@]} -gt 0 ] || exit 0
if [ ${#projects[@]} -gt 0 ]; then
  for project in "${projects[@]}"; do rm -rf "$project/target/lib"; done
  say "packaging the jars of ${stale[*]}"
  quiet_mvn -Pimages -pl "$(IFS=,; echo "${projects[*]}")" -am package -Dmaven.test.skip || fail "the jars of ${stale[*]} do not build (see above)"
fi

for name in "${stale[@]}"; do
  started=$SECONDS
  (
    gather() { gather_jars "$name" "$@"; }
    build() { java_image "$name"; }
    . "$here/$name/image.conf"
    build
  )
  echo "${stamp[$name]}" >"$out/.stamp-$name"
  say "$name: built in $((SECONDS - started)) s"
done
