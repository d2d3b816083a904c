package dev.periscope.client.cluster;

import dev.periscope.client.ClusterOptions;
import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The user's way to the API server: kubeconfig (certificate, token, exec plug-in), or a pod's service account. */
public final class ClusterAccess implements AutoCloseable {
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");
    private static final int REQUEST_TIMEOUT_MILLIS = 15_000;
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final Config config;
    private final KubernetesClient client;
    private final String namespace;

    private ClusterAccess(Config config, String namespace) {
        this.config = config;
        this.namespace = namespace;
        this.client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build();
    }

    /**
     * Reads the kubeconfig; does not talk to the cluster yet.
     *
     * @param environment the process' environment, for {@code KUBECONFIG}
     * @throws SessionException when there is none, or it has no such context
     */
    public static ClusterAccess open(ClusterOptions options, Map<String, String> environment) throws SessionException {
        requireKubeconfig(environment);
        Config config;
        try {
            config = Config.autoConfigure(options.context().orElse(null));
        } catch (RuntimeException e) {
            throw new SessionException(
                    Kind.NO_KUBECONFIG,
                    "The kubeconfig cannot be read ("
                            + ClusterFault.plain(e).replaceAll(" in reader,.*", "")
                            + "); `kubectl config view` shows whether kubectl can.",
                    e);
        }
        if (options.context().isPresent()
                && config.getContexts().stream()
                        .noneMatch(context -> options.context().get().equals(context.getName()))) {
            throw new SessionException(
                    Kind.NO_KUBECONFIG,
                    "The kubeconfig has no context \"" + options.context().get()
                            + "\"; `kubectl config get-contexts` lists those it has.");
        }
        if (config.getCurrentContext() == null && !isInPod(environment)) {
            throw new SessionException(
                    Kind.NO_KUBECONFIG,
                    "The kubeconfig says no cluster: it has no current context; choose one with `kubectl config"
                            + " use-context NAME` or --context.");
        }
        Config bounded = new ConfigBuilder(config)
                .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                .withConnectionTimeout(CONNECT_TIMEOUT_MILLIS)
                .withRequestRetryBackoffLimit(1)
                .build();
        String ofContext = config.getNamespace() == null ? "default" : config.getNamespace();
        return new ClusterAccess(bounded, options.namespace().orElse(ofContext));
    }

    /** For tests and programs that have a configuration already. */
    public static ClusterAccess of(Config config, String namespace) {
        return new ClusterAccess(config, namespace);
    }

    private static void requireKubeconfig(Map<String, String> environment) throws SessionException {
        String named = environment.get("KUBECONFIG");
        boolean isNamed = named != null && !named.isBlank();
        List<Path> files = named != null && isNamed
                ? Stream.of(named.split(File.pathSeparator)).map(Path::of).toList()
                : List.of(Path.of(home(environment), ".kube", "config"));
        if (files.stream().noneMatch(Files::isReadable) && (isNamed || !isInPod(environment))) {
            throw new SessionException(
                    Kind.NO_KUBECONFIG,
                    isNamed
                            ? "There is no kubeconfig: KUBECONFIG names " + named
                                    + ", which cannot be read; set it to your cluster's kubeconfig."
                            : "There is no kubeconfig: " + files.getFirst()
                                    + " does not exist; set KUBECONFIG to your cluster's kubeconfig.");
        }
    }

    private static boolean isInPod(Map<String, String> environment) {
        return environment.containsKey("KUBERNETES_SERVICE_HOST") && Files.isReadable(SERVICE_ACCOUNT);
    }

    /** As kubectl and Fabric8 have it: the variable first. */
    private static String home(Map<String, String> environment) {
        return environment.getOrDefault("HOME", System.getProperty("user.home"));
    }

    public Config config() {
        return config;
    }

    public KubernetesClient client() {
        return client;
    }

    /** The namespace of the options, or else of the kubeconfig's context. */
    public String namespace() {
        return namespace;
    }

    @Override
    public void close() {
        client.close();
    }
}
