#!/usr/bin/env bash
# jre.sh MODULES: prints the folder of a run-time image that holds only these modules, linked from JAVA_HOME when it is not there yet.
# Not compressed by jlink: the layer is compressed as a whole, which gives the smaller image, and classes load faster.
set -euo pipefail
cd "$(dirname "$0")/../../.."
# shellcheck source=say.sh
. deploy/images/lib/say.sh

modules=$1
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25 or run make images}
key=$( (cat "$java/release"; echo "$modules"; cat "${BASH_SOURCE[0]}") | sha256sum | cut -c1-12)
jre=$PWD/target/images/.jre/$key
if [ ! -x "$jre/bin/java" ]; then
  say "linking a run-time image of $modules"
  rm -rf "$jre" "$jre.new"
  mkdir -p "${jre%/*}"
  "$java/bin/jlink" --add-modules "$modules" --output "$jre.new" --strip-debug --no-header-files --no-man-pages --compress zip-0 \
    || fail "jlink failed: $java must be a JDK with jmods or one that can link from its own run-time image (Temurin 25 can)"
  # jlink leaves native debug symbols out only where it finds objcopy; what nobody can use in an image without a shell goes too.
  rm -rf "$jre.new/legal" "$jre.new"/bin/{jrunscript,keytool,rmiregistry,jfr}
  mv "$jre.new" "$jre"
fi
echo "$jre"
