package dev.periscope.operator.reconcile;

import dev.periscope.operator.agent.AgentLauncher;
import dev.periscope.operator.control.AgentLinks;
import dev.periscope.operator.control.ControlServer;
import dev.periscope.operator.identity.Identities;
import dev.periscope.operator.owner.OwnerSeals;
import dev.periscope.operator.session.SessionDecider;
import dev.periscope.operator.settings.Settings;
import dev.periscope.operator.target.ApiWorkloads;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The operator as one object: control channel and reconciler, started and stopped together. Thread-safe; started once.
 * The client and the Vert.x instance belong to the caller.
 */
public final class OperatorRuntime implements AutoCloseable {

    private static final long LISTEN_SECONDS = 10;
    private static final Duration STOP = Duration.ofSeconds(5);

    private final ControlServer controlServer;
    private final Operator operator;
    private final ExecutorService announcements = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("events").daemon().factory());
    private volatile int controlPort;

    /**
     * @param ownersAreStamped whether admission stamps sessions with their owners; if not, no session has one
     */
    public OperatorRuntime(
            KubernetesClient client,
            Vertx vertx,
            MeterRegistry registry,
            Settings settings,
            Identities identities,
            boolean ownersAreStamped,
            Clock clock) {
        Directory directory = new Directory();
        Announcer announcer = new Announcer(client, announcements, clock);
        SessionMetrics metrics = new SessionMetrics(registry);
        Look look = new Look();
        AgentLinks links = new AgentLinks(look, clock);
        SessionWorld world = new SessionWorld(
                settings,
                identities.gatewayKeyHash(),
                new ApiWorkloads(client),
                new AgentLauncher(client, settings, identities),
                links,
                directory,
                new Environments(client, settings.secrets()),
                new HeadRoomMeter(client),
                ownersAreStamped ? Optional.of(new OwnerSeals(identities.tokens())) : Optional.empty(),
                announcer,
                metrics);
        SessionReconciler reconciler = new SessionReconciler(new SessionDecider(settings), world, clock);
        look.at(reconciler);
        metrics.watch(directory, links::connected);
        AgentDesk desk =
                new AgentDesk(directory, () -> links, world::pods, identities.tokens(), announcer, metrics, clock);
        this.controlServer = new ControlServer(vertx, identities.operator(), links, desk);
        this.operator = new Operator(o -> o.withKubernetesClient(client)
                .withMetrics(new ReconcileMetrics(registry))
                .withCloseClientOnStop(false)
                .checkingCRDAndValidateLocalModel(false)
                .withStopOnInformerErrorDuringStartup(false)
                .withReconciliationTerminationTimeout(STOP));
        operator.register(reconciler);
    }

    /**
     * Starts reconciling, then listens for agents: an agent that comes early waits a moment.
     *
     * @throws IllegalStateException if the control port cannot be listened on
     */
    public void start(String bind, int port) {
        operator.start();
        try {
            controlPort = controlServer
                    .listen(bind, port)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LISTEN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening the control port", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(
                    "the control port " + bind + ":" + port + " cannot be listened on: " + e.getMessage(), e);
        }
    }

    /** @return the port agents dial, once started */
    public int controlPort() {
        return controlPort;
    }

    /** @return whether sessions and pods are being watched */
    public boolean isHealthy() {
        return operator.getRuntimeInfo().isStarted()
                && operator.getRuntimeInfo().allEventSourcesAreHealthy()
                && controlPort > 0;
    }

    /** Closes the control channel, leaving agents as they are, and ends running reconciliations within 5 s. */
    @Override
    public void close() {
        controlServer.close();
        operator.stop();
        announcements.shutdown();
    }
}
