package dev.periscope.testkit;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * JUnit extension: a real API server (server-side apply, CEL, admission, RBAC) without nodes and controllers. One is
 * started per JVM with the first test class that asks, in about three seconds, and ends with the JVM's last test.
 *
 * <p>What it has no controllers for: namespaces and objects with an owner stay after a delete, pods are never scheduled;
 * a test may set their status itself; the aggregated roles view, edit and admin are empty. Take a fresh {@link #namespace()} per test. A webhook served by the test is
 * reached at {@code https://127.0.0.1:PORT} with a certificate of {@link #authority()}.
 *
 * <p>Use either {@link WithKubeApiServer} or {@code @RegisterExtension static final KubeApiServer API = new
 * KubeApiServer();}. Safe for use by several threads, but {@link #kill()} and {@link #restart()} strike every user.
 */
public final class KubeApiServer implements BeforeAllCallback, ParameterResolver {
    private static final Namespace STORE = Namespace.create(KubeApiServer.class);

    private @Nullable Running running;

    /** The instance of one test class; the processes behind it are the JVM's. */
    public KubeApiServer() {}

    /** What all instances of a JVM share. JUnit closes it with the root context. */
    private record Running(ApiServerProcess process, KubernetesClient admin, AtomicInteger namespaces)
            implements AutoCloseable {
        static Running launch() {
            ApiServerProcess process =
                    ApiServerProcess.launchNew(Clock.systemUTC().instant());
            Config config = config(process, ApiUser.ADMIN).build();
            return new Running(process, connect(config), new AtomicInteger());
        }

        @Override
        public void close() {
            admin.close();
            process.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(STORE)
                .computeIfAbsent(Running.class, key -> Running.launch(), Running.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == KubeApiServer.class || type == KubernetesClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KubeApiServer.class ? this : client();
    }

    /** {@code https://127.0.0.1:PORT}; stays the same over a restart. */
    public String url() {
        return running().process().flags().url();
    }

    /** The administrator's client; shared, not to be closed by the caller. */
    public KubernetesClient client() {
        return running().admin();
    }

    /** A client of that user; to be closed by the caller. The user may do nothing until a role says so. */
    public KubernetesClient client(ApiUser user) {
        return connect(config(user).build());
    }

    /** How the administrator connects. */
    public Config config() {
        return config(ApiUser.ADMIN).build();
    }

    /** How that user connects, with a client certificate; such users have no UID. */
    public ConfigBuilder config(ApiUser user) {
        return config(running().process(), user);
    }

    /** The administrator acting as that user: what impersonation looks like to admission and to the audit log. */
    public ConfigBuilder impersonating(ApiUser user) {
        return config(ApiUser.ADMIN)
                .withImpersonateUsername(user.name())
                .withImpersonateGroups(user.groups().toArray(String[]::new));
    }

    /** Writes a kubeconfig for other programs. It goes with the server. */
    public Path kubeconfig(ApiUser user) {
        ApiServerProcess process = running().process();
        PemIdentity identity = process.authority().client(user);
        String yaml = new Kubeconfig(url(), process.authority().certificate(), user, identity).yaml();
        try {
            return Files.writeString(Files.createTempFile(process.flags().folder(), "user-", ".kubeconfig"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a kubeconfig for " + user.name(), e);
        }
    }

    /** Creates a namespace that no other test uses and returns its name. */
    public String namespace() {
        return namespace(Map.of());
    }

    /** As {@link #namespace()}, with labels such as those of Pod Security. */
    public String namespace(Map<String, String> labels) {
        String name = "test-" + running().namespaces().incrementAndGet();
        client().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
        return name;
    }

    /** Signs certificates for webhooks; its own certificate is the {@code caBundle}. */
    public CertificateAuthority authority() {
        return running().process().authority();
    }

    /** The requests that reached the server. */
    public AuditLog audit() {
        return new AuditLog(running().process().flags().auditLog());
    }

    /** Ends the API server with SIGKILL, as a crash would; what is stored stays. */
    public void kill() {
        running().process().kill();
    }

    /** Starts the API server again after {@link #kill()}, on the same port; returns when it is ready. */
    public void start() {
        running().process().start();
    }

    /** Ends the API server and starts it again: every watch breaks, nothing is lost. */
    public void restart() {
        kill();
        start();
    }

    private Running running() {
        return Objects.requireNonNull(
                running, "the API server starts before the first test of a class: use it from there on");
    }

    private static ConfigBuilder config(ApiServerProcess process, ApiUser user) {
        PemIdentity identity = process.authority().client(user);
        // Config.empty: nothing of the developer's own kubeconfig or environment may leak in.
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(process.flags().url())
                .withCaCertData(base64(process.authority().certificate()))
                .withClientCertData(base64(identity.certificate()))
                .withClientKeyData(base64(identity.key()))
                .withClientKeyAlgo("RSA")
                .withNamespace("default");
    }

    private static KubernetesClient connect(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build();
    }

    private static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    }
}
