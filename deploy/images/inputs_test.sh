#!/usr/bin/env bash
# What makes an image stale, tried on a small tree of modules of its own.
set -euo pipefail
cd "$(dirname "$0")"
scripts=$PWD
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
cd "$tree"
here=images
export JAVA_HOME=$tree/jdk
# shellcheck source=lib/say.sh
. "$scripts/lib/say.sh"
# shellcheck source=lib/inputs.sh
. "$scripts/lib/inputs.sh"

module() { # folder artifact dependency...
  mkdir -p "$1/src/main" "$1/src/test"
  {
    echo '<project>'
    echo "  <artifactId>$2</artifactId>"
    for artifact in "${@:3}"; do echo "    <dependency><artifactId>$artifact</artifactId></dependency>"; done
    echo '</project>'
  } >"$1/pom.xml"
  echo "$1" >"$1/src/main/Code"
}

module base periscope-base
module middle periscope-middle periscope-base
module top periscope-top periscope-middle
module other periscope-other periscope-base
mkdir -p jdk "$here"/{app,plain,lib,jib} files
echo 'JAVA_VERSION="25"' >jdk/release
echo '<project/>' >pom.xml
echo '<project/>' >"$here/jib/pom.xml"
echo 'build' >"$here/build.sh"
echo 'MODULE=top' >"$here/app/image.conf"
echo 'INPUTS="files"' >"$here/plain/image.conf"
echo one >files/one

failed=0
expect() { # changed|unchanged image sentence, after a change
  local now verdict=unchanged
  now=$(inputs_of "$2")
  [ "$now" = "${before[$2]}" ] || verdict=changed
  before[$2]=$now
  if [ "$verdict" = "$1" ]; then
    echo "ok    $3"
  else
    echo "WRONG $3: expected $1, it is $verdict"
    failed=1
  fi
}

declare -A before=([app]=$(inputs_of app) [plain]=$(inputs_of plain))
expect unchanged app "nothing changed, nothing is stale"
echo more >>base/src/main/Code
expect changed app "a module two steps up makes it stale"
echo more >>other/src/main/Code
expect unchanged app "a module it does not use does not"
echo more >>top/src/test/Test
expect unchanged app "a test does not"
echo '<!-- -->' >>middle/pom.xml
expect changed app "a pom on the way does"
echo '-Xmx1g' >"$here/app/jvm.args"
expect changed app "the JVM's arguments do"
echo 'JAVA_VERSION="26"' >jdk/release
expect changed app "another JDK does"
expect changed plain "also for an image of other files"
echo two >files/two
expect changed plain "a new file in its INPUTS does"
expect unchanged app "but not for another image"
exit $failed
