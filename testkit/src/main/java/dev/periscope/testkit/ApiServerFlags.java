package dev.periscope.testkit;

import java.nio.file.Path;
import java.util.List;

/** Command lines of the two programs. Ports are of the loopback interface. */
record ApiServerFlags(ClusterBinaries binaries, Path folder, int apiPort, int etcdPort, int etcdPeerPort) {

    Path auditLog() {
        return folder.resolve("audit.log");
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    String url() {
        return "https://127.0.0.1:" + apiPort;
    }

    List<String> etcd() {
        String client = "http://127.0.0.1:" + etcdPort;
        String peer = "http://127.0.0.1:" + etcdPeerPort;
        return List.of(
                binaries.program("etcd").toString(),
                "--data-dir=" + file("etcd"),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer,
                // The store dies with the test; waiting for the disk would double each write.
                "--unsafe-no-fsync",
                "--log-level=error");
    }

    List<String> apiServer() {
        return List.of(
                binaries.program("kube-apiserver").toString(),
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + apiPort,
                "--client-ca-file=" + file("ca.crt"),
                "--tls-cert-file=" + file("server.crt"),
                "--tls-private-key-file=" + file("server.key"),
                "--cert-dir=" + file("certs"),
                "--service-cluster-ip-range=10.0.0.0/24",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + file("server.key"),
                "--service-account-signing-key-file=" + file("server.key"),
                "--authorization-mode=RBAC",
                "--allow-privileged=true",
                // No controller creates the default account that it would insist on for each pod.
                "--disable-admission-plugins=ServiceAccount",
                // Would publish a loopback address as the Service "kubernetes", which is refused.
                "--endpoint-reconciler-type=none",
                "--audit-policy-file=" + file("audit-policy.yaml"),
                "--audit-log-path=" + auditLog(),
                // A line is there before the caller has its answer, so that tests may count.
                "--audit-log-mode=blocking");
    }
}
