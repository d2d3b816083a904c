#!/usr/bin/env bash
# natives.sh LIB DIR: copies the native libraries for this machine's architecture out of the jars in LIB into DIR, and removes jars that hold
# nothing but such libraries. Netty would unpack them to /tmp at run time, which these images do not have; it looks into java.library.path first.
set -euo pipefail
shopt -s nullglob
# shellcheck source=say.sh
. "$(dirname "$0")/say.sh"

lib=$1 natives=$2
case $(uname -m) in
  x86_64) mine=x86_64 ;;
  aarch64) mine=aarch_64 ;;
  *) fail "no native libraries are known for $(uname -m)" ;;
esac
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT

for jar in "$lib"/*.jar; do
  list=$("$JAVA_HOME/bin/jar" --list --file "$jar")
  grep -q '^META-INF/native/.*\.so$' <<<"$list" || continue
  (cd "$unpacked" && "$JAVA_HOME/bin/jar" --extract --file "$jar" META-INF/native)
  grep -v '^META-INF/versions/' <<<"$list" | grep -q '\.class$' || rm "$jar"
done
mkdir -p "$natives"
find "$unpacked" -name "*$mine*.so" -exec cp {} "$natives" \;
