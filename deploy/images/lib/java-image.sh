# shellcheck shell=bash
# An image of a Java application. Sourced; needs $here, $out, say.sh, package and, from the image's image.conf, MODULE, MODULES and MAIN.

# Copies the application's jars: others' into $1, ours into $2. An image.conf may have its own.
gather() { # lib app
  cp "${MODULE:?is set by image.conf}"/target/dependency/*.jar "$1"
  find "$1" -name 'periscope-*.jar' -exec mv {} "$2" \;
  find "$MODULE/target" -maxdepth 1 -name 'periscope-*.jar' ! -name '*-tests.jar' -exec cp {} "$2" \;
}

# The end of the JVM's arguments: the class path spelled out, since the AOT cache is bound to it and a wildcard's order is the file system's; and what
# to start. An image.conf may have its own. The working folder is the image's.
launch() {
  local path
  path=$(for layer in app lib; do find "$layer/app" -name '*.jar' | LC_ALL=C sort; done | sed 's#^[a-z]*/#/#' | paste -sd:)
  echo "-cp $path"
  echo "$MAIN"
}

# Assembles the root file system as one folder per layer: base (run-time image, libc), lib (what others wrote), app, cache.
assemble() { # image
  local work=$out/.work/$1 jre layer
  rm -rf "$work"
  mkdir -p "$work"/{base,lib/app/lib,app/app,cache/app,root}
  jre=$("$here/lib/jre.sh" "${MODULES:?is set by image.conf}")
  "$here/lib/base.sh" "$jre" "$work/base"
  gather "$work/lib/app/lib" "$work/app/app"
  "$here/lib/natives.sh" "$work/lib/app/lib" "$work/lib/app/native"
  {
    grep -v '^#' "$here/$1/jvm.args"
    (cd "$work" && launch)
  } >"$work/app/app/args"
  for layer in base lib app; do cp -a "$work/$layer/." "$work/root/"; done
  # As the files will be dated in the image, which the AOT cache is bound to. Not so the layers themselves: Jib takes a layer whose files have the
  # names and dates of an earlier one for the same and would pack the old content.
  find "$work/root" -exec touch -h -d @1 {} +
  chmod "0${JAVA_MODE:-755}" "$work/root/jre/bin/java"
  say "$1: training the AOT cache"
  "$here/lib/train.sh" "$work/root"
  cp "$work/root/app/app.aot" "$work/cache/app/"
}

java_image() { # image
  local permissions="/jre/bin/java=${JAVA_MODE:-755},/jre/lib/jspawnhelper=755"
  assemble "$1"
  # The kernel starts the loader, so that has to be executable; libraries are only mapped.
  permissions+=$(cd "$out/.work/$1/base" && find . -name 'ld-linux*' -printf ',/%P=755')
  package "$1" "$permissions" "/jre/bin/java,-XX:AOTCache=/app/app.aot,@/app/args" "$out/.work/$1"/{base,lib,app,cache}
}
