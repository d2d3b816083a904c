package dev.periscope.operator.app;

import dev.periscope.operator.admission.Admission;
import dev.periscope.operator.identity.Identities;
import dev.periscope.operator.identity.IdentitySecrets;
import dev.periscope.operator.reconcile.OperatorRuntime;
import dev.periscope.operator.settings.Settings;
import dev.periscope.operator.settings.SettingsMapping;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts and stops the operator with the process. */
@ApplicationScoped
public class OperatorApp {

    private static final Logger LOG = Logger.getLogger(OperatorApp.class);

    private final KubernetesClient client;
    private final Vertx vertx;
    private final MeterRegistry registry;
    private final SettingsMapping mapping;
    private volatile @Nullable OperatorRuntime runtime;
    private volatile @Nullable Admission admission;

    OperatorApp(KubernetesClient client, Vertx vertx, MeterRegistry registry, SettingsMapping mapping) {
        this.client = client;
        this.vertx = vertx;
        this.registry = registry;
        this.mapping = mapping;
    }

    void start(@Observes StartupEvent event) {
        Settings settings = mapping.settings();
        Clock clock = Clock.systemUTC();
        if (mapping.selftest()) {
            new SelfTest(vertx, settings, clock).run();
            LOG.info("self-test passed");
            Quarkus.asyncExit(0);
            return;
        }
        SecureRandom random = new SecureRandom();
        Identities identities = new IdentitySecrets(client, settings.namespace(), random, clock).ensure();
        if (mapping.ownersStamped()) {
            admit(settings, identities, random, clock);
        }
        OperatorRuntime started =
                new OperatorRuntime(client, vertx, registry, settings, identities, mapping.ownersStamped(), clock);
        started.start(mapping.control().bind(), mapping.control().port());
        runtime = started;
        LOG.infof(
                "control channel on port %d, key %s; gateways %s",
                started.controlPort(), identities.operator().keyHash(), settings.gateways());
    }

    private void admit(Settings settings, Identities identities, SecureRandom random, Clock clock) {
        Admission started = new Admission(
                client,
                vertx,
                registry,
                identities.tokens(),
                settings.namespace(),
                mapping.admissionNames(),
                random,
                clock);
        admission = started;
        started.start(mapping.admission().bind(), mapping.admission().port());
        LOG.infof("admission webhook on port %d", started.port());
    }

    void stop(@Observes ShutdownEvent event) {
        OperatorRuntime running = runtime;
        if (running != null) {
            running.close();
        }
        Admission admitting = admission;
        if (admitting != null) {
            admitting.close();
        }
    }

    Optional<OperatorRuntime> runtime() {
        return Optional.ofNullable(runtime);
    }

    /** @return whether the API server may ask admission, or is not to */
    boolean admits() {
        Admission admitting = admission;
        return !mapping.ownersStamped() || (admitting != null && admitting.isReady());
    }
}
