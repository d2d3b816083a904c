#!/usr/bin/env bash
# Prints the home of a JDK 25 or newer: JAVA_HOME, then the usual JVM folders, then the java on the PATH. Prints nothing if there is none.
set -euo pipefail

is_jdk() { # home
  local release="$1/release" version
  [ -x "$1/bin/javac" ] && [ -r "$release" ] || return 1
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release")
  [ -n "$version" ] && [ "$version" -ge 25 ]
}

for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
  /Library/Java/JavaVirtualMachines/*/Contents/Home; do
  if [ -n "$home" ] && is_jdk "$home"; then
    echo "$home"
    exit 0
  fi
done
java=$(command -v java || true)
if [ -n "$java" ] && home=$(dirname "$(dirname "$(readlink -f "$java")")") && is_jdk "$home"; then
  echo "$home"
fi
