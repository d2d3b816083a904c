package dev.periscope.e2e.support;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The dev cluster that `make cluster` started: where its files are, and a client with an administrator's rights. */
public final class Cluster {

    /** Root of the checkout. */
    public static final Path ROOT =
            Path.of(System.getProperty("periscope.root", "..")).toAbsolutePath().normalize();

    public static final Path KUBECONFIG = ROOT.resolve(".cluster/kubeconfig");

    /** Namespace of operator and gateway. */
    public static final String SYSTEM = "periscope-system";

    private static final Cluster INSTANCE = new Cluster();

    private final KubernetesClient client;

    private Cluster() {
        if (!Files.isRegularFile(KUBECONFIG)) {
            throw new IllegalStateException(KUBECONFIG + " is missing: start the cluster with `make cluster` first");
        }
        Config config = Config.fromKubeconfig(KUBECONFIG.toFile());
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    /** The client lives as long as the JVM. */
    public static KubernetesClient client() {
        return INSTANCE.client;
    }
}
