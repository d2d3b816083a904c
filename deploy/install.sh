#!/usr/bin/env bash
# install.sh: installs Periscope into the cluster of KUBECONFIG and waits until it is Ready. Safe to repeat; images of another content under the same
# tag are taken up. When it fails it shows what the cluster says about it.
#
#   PERISCOPE_SETTINGS=FILE  a ConfigMap periscope-settings for the operator; on the dev cluster manifests/devcluster/settings.yaml is the default
#   PERISCOPE_WAIT=SECONDS   how long to wait for each part (default 120)
set -euo pipefail
cd "$(dirname "$0")/.."

namespace=periscope-system
wait=${PERISCOPE_WAIT:-120}
[ -x .cluster/bin/kubectl ] && PATH=$PWD/.cluster/bin:$PATH
command -v kubectl >/dev/null || { echo "install: kubectl is missing: put it on the PATH, or run make cluster-up, which brings one" >&2; exit 1; }

say() { printf 'install: %s\n' "$*"; }

# What somebody would look up next: pods, the last events, the end of each container's log.
diagnose() {
  {
    echo
    echo "install: failed: $1"
    kubectl -n "$namespace" get pods -o wide || true
    echo "--- last events"
    kubectl -n "$namespace" get events --sort-by=.lastTimestamp 2>/dev/null | tail -n 15 || true
    for pod in $(kubectl -n "$namespace" get pods -o name 2>/dev/null); do
      echo "--- log of $pod"
      kubectl -n "$namespace" logs "$pod" --all-containers --tail=25 2>&1 || true
      kubectl -n "$namespace" logs "$pod" --all-containers --previous --tail=25 2>/dev/null | sed 's/^/(run before) /' || true
    done
  } >&2
  exit 1
}

content() { # file...: a checksum of what exists of them
  { cat "$@" 2>/dev/null || true; } | sha256sum | cut -c1-16
}

settings=${PERISCOPE_SETTINGS:-}
server=$(kubectl config view --minify -o 'jsonpath={.clusters[0].cluster.server}' 2>/dev/null || true)
[ -n "$settings" ] || [[ $server != https://10.251.0.2:* ]] || settings=deploy/manifests/devcluster/settings.yaml

kubectl version --request-timeout=10s >/dev/null 2>&1 \
  || { echo "install: no cluster answers at ${server:-(no server in KUBECONFIG=${KUBECONFIG:-~/.kube/config})}: make cluster-up starts one" >&2; exit 1; }

say "resource definitions"
kubectl apply -f deploy/crds >/dev/null || diagnose "the resource definitions were refused"
kubectl wait --for=condition=Established --timeout="${wait}s" -f deploy/crds >/dev/null || diagnose "the resource definitions are not served"

say "operator and gateway"
kubectl apply -f deploy/manifests/00-namespace.yaml >/dev/null || diagnose "the namespace was refused"
if [ -n "$settings" ]; then kubectl apply -f "$settings" >/dev/null || diagnose "$settings was refused"; fi
for file in deploy/manifests/*.yaml; do
  image=$(content "target/images/$(basename "$file" .yaml).tar")
  sed -e "s|periscope.dev/image: as-tagged|periscope.dev/image: '$image'|" \
    -e "s|periscope.dev/settings: as-applied|periscope.dev/settings: '$(content ${settings:+"$settings"} </dev/null)'|" "$file" \
    | kubectl apply -f - >/dev/null || diagnose "$file was refused"
done

for part in deployment/periscope-operator statefulset/periscope-gateway; do
  say "waiting for $part (at most $wait s)"
  kubectl -n "$namespace" rollout status "$part" --timeout="${wait}s" >/dev/null || diagnose "$part is not Ready after $wait s"
done
say "Periscope is Ready in namespace $namespace"
