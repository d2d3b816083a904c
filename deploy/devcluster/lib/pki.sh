# shellcheck shell=bash
# Keys and certificates of the cluster: made once per state folder, P-256 because
# nine RSA keys would take longer than the cluster. Only the administrator's is
# RSA, as kubeadm's is: Java clients read EC keys of a kubeconfig only with an
# extra library.

pki() {
  [[ ! -e $state/pki/complete ]] || return 0
  rm -rf "$state/pki"
  mkdir -p "$state/pki"
  chmod 700 "$state/pki"
  (
    cd "$state/pki" || exit
    key ca
    openssl req -x509 -new -key ca.key -days 3650 -subj /CN=periscope-devcluster -out ca.crt
    key sa
    openssl ec -in sa.key -pubout -out sa.pub 2>/dev/null
    certificate apiserver /CN=kube-apiserver "DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local,IP:$node_address,IP:$api_service_address,IP:127.0.0.1"
    certificate kubelet "/O=system:nodes/CN=system:node:$node" "DNS:$node,IP:$node_address"
    certificate kubelet-client /O=system:masters/CN=kubelet-client
    certificate front-proxy /CN=front-proxy-client
    certificate controller-manager /CN=system:kube-controller-manager
    certificate scheduler /CN=system:kube-scheduler
    certificate proxy /CN=system:kube-proxy
    certificate admin /O=system:masters/CN=admin
    local user
    for user in kubelet controller-manager scheduler proxy admin; do kubeconfig_of "$user" >"$user.kubeconfig"; done
    touch complete
  )
}

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; }

certificate() { # name subject [alternative names]
  if [[ $1 == admin ]]; then openssl genrsa -out admin.key 2048 2>/dev/null; else key "$1"; fi
  openssl req -new -key "$1.key" -subj "$2" -out "$1.csr"
  {
    echo "extendedKeyUsage=serverAuth,clientAuth"
    if [[ -n ${3:-} ]]; then echo "subjectAltName=$3"; fi
  } >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 \
    -extfile "$1.ext" -out "$1.crt" 2>/dev/null
  rm "$1.csr" "$1.ext"
}

# Everything inline, so that a kubeconfig can be copied anywhere.
kubeconfig_of() { # name
  cat <<EOF
apiVersion: v1
kind: Config
clusters:
- name: periscope
  cluster:
    server: $api_server
    certificate-authority-data: $(base64 -w0 ca.crt)
users:
- name: $1
  user:
    client-certificate-data: $(base64 -w0 "$1.crt")
    client-key-data: $(base64 -w0 "$1.key")
contexts:
- name: periscope
  context: {cluster: periscope, user: $1}
current-context: periscope
EOF
}
