#!/bin/bash
# Puts a Java 21 for the tests into the cache, out of Debian 13's packages, with that release's C library beside it, so that it runs on older
# releases too. Prints its home. Needs apt-get, dpkg-deb and patchelf; installs nothing.
set -euo pipefail

home="${XDG_CACHE_HOME:-$HOME/.cache}/periscope/jdk-21"
if [ -x "$home/bin/java" ]; then
  echo "$home"
  exit 0
fi
for tool in apt-get dpkg-deb patchelf; do
  command -v "$tool" >/dev/null || { echo "fetch-jdk21: $tool is missing: install it, or name a Java 21 in PERISCOPE_JDKS" >&2; exit 1; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{lists/partial,cache/archives/partial,debs,root}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
# shellcheck disable=SC2016 # apt's own placeholder
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -E '/debian/?$' | head -n 1)
[ -n "$mirror" ] || { echo "fetch-jdk21: apt knows no mirror of Debian here: name a Java 21 in PERISCOPE_JDKS" >&2; exit 1; }
echo "deb [signed-by=$keyring] $mirror trixie main" >"$work/sources.list"
apt=(apt-get -qq -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$work/lists"
  -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
echo "fetch-jdk21: fetching OpenJDK 21 (about 130 MB)" >&2
"${apt[@]}" update >&2
(cd "$work/debs" && "${apt[@]}" download openjdk-21-jdk-headless openjdk-21-jre-headless libc6 libgcc-s1 libstdc++6 zlib1g libjpeg62-turbo liblcms2-2 >&2)
for package in "$work"/debs/*.deb; do
  dpkg-deb -x "$package" "$work/root"
done

jdk="$work/root/usr/lib/jvm/java-21-openjdk-amd64"
mkdir -p "$jdk/lib/debian"
cp -L "$work"/root/usr/lib/x86_64-linux-gnu/*.so* "$jdk/lib/debian/"
# Links into /etc, which is not there.
while IFS= read -r -d '' link; do
  target="$work/root$(readlink "$link")"
  rm "$link"
  [ ! -e "$target" ] || cp -r "$target" "$link"
done < <(find "$jdk" -xtype l -print0)
for program in "$jdk"/bin/* "$jdk/lib/jspawnhelper"; do
  patchelf --set-interpreter "$home/lib/debian/ld-linux-x86-64.so.2" --force-rpath --set-rpath "$home/lib:$home/lib/debian" "$program"
done
mkdir -p "$(dirname "$home")"
mv "$jdk" "$home"
"$home/bin/java" -version >&2
echo "$home"
