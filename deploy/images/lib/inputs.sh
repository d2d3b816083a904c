# shellcheck shell=bash
# What an image is made from, as one checksum. Sourced; needs $here and say.sh.

# The value of a setting in the image's image.conf.
setting() { # image name
  # shellcheck source=/dev/null
  (. "$here/$1/image.conf" && echo "${!2:-}")
}

# The checksum of all files below the given paths: names and contents.
checksum() {
  find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -c1-16
}

# Adds to `upstream` the folders of the reactor that a module is made of, itself included: followed through the periscope-* artifacts its pom names.
add_upstream() { # module
  local artifact pom
  [[ " ${upstream[*]:-} " != *" $1 "* ]] || return 0
  upstream+=("$1")
  while read -r artifact; do
    pom=$(grep -l "^  <artifactId>$artifact</artifactId>" ./*/pom.xml | head -n 1) || continue
    pom=${pom%/pom.xml}
    add_upstream "${pom#./}"
  done < <(sed -n 's/.*<artifactId>\(periscope-[a-z-]*\)<.*/\1/p' "$1/pom.xml" | sort -u)
}

inputs_of() { # image
  local upstream=() folder paths module
  module=$(setting "$1" MODULE)
  if [ -n "$module" ]; then add_upstream "$module"; fi
  read -r -a paths <<<"$(setting "$1" INPUTS)"
  for folder in ${upstream[@]+"${upstream[@]}"}; do
    paths+=("$folder/pom.xml")
    if [ -d "$folder/src/main" ]; then paths+=("$folder/src/main"); fi
  done
  {
    checksum pom.xml "$here/$1" "$here/lib" "$here/jib" "$here/build.sh" ${paths[@]+"${paths[@]}"}
    cat "$JAVA_HOME/release"
  } | sha256sum | cut -c1-16
}
