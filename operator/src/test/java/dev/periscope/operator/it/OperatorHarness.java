package dev.periscope.operator.it;

import static org.awaitility.Awaitility.await;

import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.operator.identity.Identities;
import dev.periscope.operator.identity.IdentitySecrets;
import dev.periscope.operator.reconcile.OperatorRuntime;
import dev.periscope.operator.settings.HostPort;
import dev.periscope.operator.settings.SecretsRule;
import dev.periscope.operator.settings.Settings;
import dev.periscope.testkit.ApiUser;
import dev.periscope.testkit.KubeApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operator with exactly the rights of the manifests, started against the test's API server. */
final class OperatorHarness implements AutoCloseable {

    static final String NAMESPACE = "periscope-system";
    static final Settings.Times TIMES =
            new Settings.Times(Duration.ofSeconds(90), Duration.ofSeconds(3), Duration.ofSeconds(2));

    final ShiftedClock clock = new ShiftedClock();
    final Vertx vertx = Vertx.vertx();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Settings settings;
    final KubernetesClient client;
    private final boolean ownersStamped;
    private @Nullable OperatorRuntime runtime;

    OperatorHarness(KubeApiServer api) {
        this(api, TIMES);
    }

    OperatorHarness(KubeApiServer api, Settings.Times times) {
        this(api, times, false);
    }

    OperatorHarness(KubeApiServer api, Settings.Times times, boolean ownersStamped) {
        this.ownersStamped = ownersStamped;
        install(api.client());
        client = api.client(ApiUser.serviceAccount(NAMESPACE, "periscope-operator"));
        settings = new Settings(
                NAMESPACE,
                "periscope/agent:test",
                "IfNotPresent",
                new HostPort("periscope-operator.periscope-system.svc", 9443),
                List.of(new HostPort("periscope-gateway-0.periscope-gateway.periscope-system.svc", 8444)),
                "periscope-gateway",
                8443,
                Optional.of(new HostPort("gateway.example", 30443)),
                SecretsRule.IfReadable,
                times);
        start();
    }

    private static void install(KubernetesClient admin) {
        Path root = Path.of(System.getProperty("periscope.root"));
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        for (HasMetadata item : load(admin, root.resolve("deploy/manifests/operator-rbac.yaml"))) {
            admin.resource(item).forceConflicts().serverSideApply();
        }
        for (HasMetadata item : load(admin, root.resolve("deploy/crds/mirrorsessions.periscope.dev.yaml"))) {
            admin.resource(item).forceConflicts().serverSideApply();
        }
        // A definition is served a moment after it was accepted.
        await().ignoreExceptions()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        admin.resources(MirrorSession.class).inAnyNamespace().list() != null);
    }

    static List<HasMetadata> load(KubernetesClient admin, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return admin.load(in).items();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts, or starts again as another process would: with nothing in memory. */
    void start() {
        OperatorRuntime started =
                new OperatorRuntime(client, vertx, registry, settings, identities(), ownersStamped, clock);
        started.start("127.0.0.1", 0);
        runtime = started;
    }

    Identities identities() {
        return new IdentitySecrets(client, NAMESPACE, new SecureRandom(), clock).ensure();
    }

    void stop() {
        OperatorRuntime running = runtime;
        if (running != null) {
            running.close();
        }
        runtime = null;
    }

    int controlPort() {
        OperatorRuntime running = runtime;
        if (running == null) {
            throw new IllegalStateException("the operator is stopped");
        }
        return running.controlPort();
    }

    @Override
    public void close() {
        stop();
        client.close();
        vertx.close();
    }
}
