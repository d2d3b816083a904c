# shellcheck shell=bash
# Images reach the node from files: there is no registry.

# ctr unpacks for a snapshotter of its own choice unless told the node's.
ctr_node() { CONTAINERD_SNAPSHOTTER=$snapshotter ctr --address "$containerd_socket" --namespace k8s.io "$@"; }

# The tag is the build's checksum, so a rebuilt program is never taken from a
# stale image.
image_name() { printf 'localhost/periscope-%s:%s' "$1" "$(basename "$(dirname "$binaries")")"; }

# Imports an image that holds one static program, unless it is there.
import_program() { # program
  local name scratch digest config
  name=$(image_name "$1")
  if [[ -n $(ctr_node images ls -q "name==$name") ]]; then return 0; fi
  scratch=$(mktemp -d "$state/run/image.XXXXXX")
  tar -C "$binaries" --owner=0 --group=0 --mode=0755 --mtime=@0 -cf "$scratch/layer.tar" "$1"
  digest=$(sha256sum "$scratch/layer.tar" | cut -d' ' -f1)
  # A numeric user: a pod with runAsNonRoot cannot check a name.
  printf '{"architecture":"%s","os":"linux","config":{"Entrypoint":["/%s"],"User":"65532:65532"},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$(architecture)" "$1" "$digest" >"$scratch/config"
  config=$(sha256sum "$scratch/config" | cut -d' ' -f1).json
  mv "$scratch/config" "$scratch/$config"
  printf '[{"Config":"%s","RepoTags":["%s"],"Layers":["layer.tar"]}]' "$config" "$name" >"$scratch/manifest.json"
  tar -C "$scratch" -c manifest.json "$config" layer.tar | ctr_node images import - >/dev/null ||
    fail_component containerd "containerd does not take the image of $1"
  rm -rf "$scratch"
}

architecture() {
  case $(uname -m) in
    x86_64) echo amd64 ;;
    aarch64) echo arm64 ;;
    *) uname -m ;;
  esac
}

load_image() { # tar, plain or gzipped
  local started=$SECONDS
  [[ -r $1 ]] || fail "cannot read $1: expected an image as a tar file (docker save, Jib's jib-image.tar)"
  say "loading $1"
  if [[ $(head -c2 "$1" | od -An -tx1) == " 1f 8b" ]]; then gzip -dc "$1"; else cat "$1"; fi |
    ctr_node images import - | sed 's/^unpacking \([^ ]*\).*/cluster: loaded \1/' >&2 ||
    fail "containerd refused $1: expected an image as a tar file with a manifest.json"
  ((SECONDS - started < 3)) || say "took $((SECONDS - started)) s"
}
