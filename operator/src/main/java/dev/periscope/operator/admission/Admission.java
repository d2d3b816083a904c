package dev.periscope.operator.admission;

import dev.periscope.operator.identity.Identity;
import dev.periscope.operator.identity.Tokens;
import dev.periscope.operator.owner.OwnerSeals;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The webhook as one object: serves reviews, renews its certificate, keeps the API server trusting it. Thread-safe;
 * started once. The client and the Vert.x instance belong to the caller.
 */
public final class Admission implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Admission.class);
    private static final long LISTEN_SECONDS = 10;
    private static final Duration UPKEEP = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final WebhookSecret secret;
    private final WebhookConfiguration configuration;
    private final AdmissionDesk desk;
    private final Clock clock;
    private final ScheduledExecutorService upkeep = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("admission-upkeep").daemon().factory());
    private volatile @Nullable AdmissionServer server;
    private volatile @Nullable Identity shown;
    private String lastFailure = ""; // upkeep's thread alone
    private volatile boolean published;
    private volatile int port;

    /**
     * @param namespace the operator's own
     * @param names under which API servers dial the webhook: DNS names and literal addresses
     */
    public Admission(
            KubernetesClient client,
            Vertx vertx,
            MeterRegistry registry,
            Tokens tokens,
            String namespace,
            List<String> names,
            SecureRandom random,
            Clock clock) {
        this.vertx = vertx;
        this.secret = new WebhookSecret(client, namespace, names, random, clock);
        this.configuration = new WebhookConfiguration(client);
        this.desk =
                new AdmissionDesk(new AdmissionDecision(new OwnerSeals(tokens)), new Administrators(client), registry);
        this.clock = clock;
    }

    /**
     * Listens; the API server learns whom to trust a moment later.
     *
     * @throws IllegalStateException if the port cannot be listened on
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the keys cannot be read or made
     */
    public void start(String bind, int wantedPort) {
        Identity identity = secret.maintain().serving(clock.instant());
        AdmissionServer started = new AdmissionServer(vertx, identity, desk);
        shown = identity;
        server = started;
        try {
            port = started.listen(bind, wantedPort)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LISTEN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening the admission port", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "the admission port " + bind + ":" + wantedPort + " cannot be listened on: " + e.getMessage(), e);
        }
        upkeep.execute(this::repeat);
    }

    /** @return the port reviews go to, once started */
    public int port() {
        return port;
    }

    /** @return the name of the key that new connections are shown, once started */
    public String keyHash() {
        Identity identity = shown;
        return identity == null ? "" : identity.keyHash();
    }

    /**
     * @return whether it listens and the API server was told whom to trust. Stays so: a configuration that goes away
     *     later keeps sessions from being created, but is no reason to cut off agents from the operator.
     */
    public boolean isReady() {
        return port > 0 && published;
    }

    /** Brings keys and configuration up to date now, rather than within the next minute. */
    public synchronized void maintain() {
        WebhookKeys keys = secret.maintain();
        configuration.publish(keys.caBundle());
        published = true;
        Identity next = keys.serving(clock.instant());
        AdmissionServer running = server;
        if (running != null && !next.equals(shown)) {
            shown = next;
            running.show(next).onFailure(failure -> LOG.error("the new webhook certificate cannot be shown", failure));
        }
    }

    /** The one place where failures of the upkeep end: it is tried again. */
    private void repeat() {
        Duration pause = UPKEEP;
        try {
            maintain();
            lastFailure = "";
        } catch (RuntimeException e) {
            pause = RETRY;
            String failure = String.valueOf(e.getMessage());
            if (!failure.equals(lastFailure)) {
                LOG.warnf("webhook upkeep failed and is tried again every %s: %s", RETRY, failure);
            }
            lastFailure = failure;
        }
        try {
            ScheduledFuture<?> _ = upkeep.schedule(this::repeat, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed meanwhile", e);
        }
    }

    /** Stops answering: sessions cannot be created or changed until another operator answers. */
    @Override
    public void close() {
        upkeep.shutdownNow();
        AdmissionServer running = server;
        if (running != null) {
            running.close();
        }
    }
}
