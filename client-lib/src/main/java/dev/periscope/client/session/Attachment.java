package dev.periscope.client.session;

import dev.periscope.client.AttachOptions;
import dev.periscope.client.AttachedSession;
import dev.periscope.client.Progress;
import dev.periscope.client.SessionEnd;
import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import dev.periscope.client.cluster.ClusterAccess;
import dev.periscope.client.cluster.SessionStore;
import dev.periscope.client.cluster.SessionWatch;
import dev.periscope.client.explain.Destination;
import dev.periscope.client.explain.Explained;
import dev.periscope.client.flow.FlowLog;
import dev.periscope.client.flow.FlowRecord;
import dev.periscope.client.link.Endpoint;
import dev.periscope.client.link.EndpointDialer;
import dev.periscope.client.link.KeptLink;
import dev.periscope.client.portforward.PortForward;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.Target;
import dev.periscope.filter.Decider;
import dev.periscope.tunnel.link.LinkOptions;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An attachment under way: watch, link, decisions and daemon put together, and taken apart again. */
public final class Attachment implements AttachedSession {
    private static final int REMEMBERED_FLOWS = 4_096;

    private final ClusterAccess cluster;
    private final SessionStore store;
    private final ClientKey key;
    private final AttachOptions options;
    private final Progress progress;
    private final Clock clock = Clock.systemUTC();

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final FlowLog flows = new FlowLog(clock, REMEMBERED_FLOWS);
    private final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final SessionFolder folder;
    private final LiveSession live;

    private MirrorSession session;
    private @Nullable SessionWatch watch;
    private Map<String, String> environment = Map.of();

    private Attachment(
            ClusterAccess cluster,
            MirrorSession session,
            ClientKey key,
            AttachOptions options,
            Progress progress,
            Map<String, String> processEnvironment)
            throws SessionException {
        this.cluster = cluster;
        this.store = new SessionStore(cluster);
        this.session = session;
        this.key = key;
        this.options = options;
        this.progress = progress;
        try {
            this.folder = SessionFolder.create(processEnvironment);
        } catch (IOException e) {
            throw new SessionException(
                    Kind.MACHINE,
                    "A folder for the session's socket cannot be made: " + e.getMessage()
                            + "; set TMPDIR to a writable folder.",
                    e);
        }
        EndpointDialer dialer = new EndpointDialer(
                group.next(),
                blocking,
                new PortForward(cluster.config(), group),
                key.identity(),
                LinkOptions.standard().withSoftware("periscope client"),
                Endpoint.usable(options.way(), processEnvironment.containsKey("KUBERNETES_SERVICE_HOST")));
        this.live = new LiveSession(
                session.getMetadata().getName(),
                listener -> new KeptLink(group.next(), dialer, KeptLink.Patience.standard(), listener),
                flows,
                clock,
                blocking,
                progress,
                ended);
    }

    /**
     * Attaches to a session that names this client's key already. Blocks until it is ready or hopeless.
     *
     * @throws SessionException with everything taken apart again; the session itself is left to the caller
     */
    public static Attachment attach(
            ClusterAccess cluster,
            MirrorSession session,
            ClientKey key,
            AttachOptions options,
            Progress progress,
            Map<String, String> processEnvironment)
            throws SessionException {
        Attachment attachment = new Attachment(cluster, session, key, options, progress, processEnvironment);
        try {
            attachment.start();
            return attachment;
        } catch (SessionException | RuntimeException e) {
            attachment.takeApart();
            throw e;
        }
    }

    private void start() throws SessionException {
        long deadline = System.nanoTime() + options.patience().toNanos();
        watch = store.watch(session, live.sessionListener());
        await(live.ready(), deadline, Kind.TIMED_OUT, live::waitingFor);
        progress.step("connecting to the agent");
        await(live.configured(), deadline, Kind.GATEWAY_UNREACHABLE, live::dialling);
        environment = Map.copyOf(WorkloadEnvironment.select(
                await(live.environment(), deadline, Kind.GATEWAY_UNREACHABLE, live::dialling)));
        await(live.listen(folder.socket()), deadline, Kind.MACHINE, () -> "the local socket cannot be opened");
    }

    /** What is waited for when the time is up is the message. */
    private <T> T await(CompletionStage<T> stage, long deadline, Kind late, Supplier<String> waitingFor)
            throws SessionException {
        try {
            return stage.toCompletableFuture().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SessionException(
                    late, "It took longer than " + options.patience().toSeconds() + " s: " + waitingFor.get() + ".", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SessionException known) {
                throw known;
            }
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new SessionException(Kind.MACHINE, waitingFor.get() + ": " + cause.getMessage() + ".", cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SessionException(Kind.SESSION_ENDED, "Interrupted while waiting: " + waitingFor.get() + ".", e);
        }
    }

    @Override
    public String name() {
        return session.getMetadata().getName();
    }

    @Override
    public String namespace() {
        return session.getMetadata().getNamespace();
    }

    @Override
    public String target() {
        return Optional.ofNullable(session.getSpec().target())
                .map(Target::toString)
                .orElse("no target");
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public Path socket() {
        return folder.socket();
    }

    @Override
    public Decider filter() {
        return live.filter();
    }

    @Override
    public CompletionStage<Explained> explain(Destination destination) {
        return live.explainer().explain(destination);
    }

    @Override
    public List<FlowRecord> flows() {
        return flows.records();
    }

    @Override
    public void onFlowEnded(Consumer<FlowRecord> listener) {
        flows.onEnded(listener);
    }

    @Override
    public CompletionStage<Void> intercepted() {
        return live.intercepted();
    }

    @Override
    public CompletionStage<SessionEnd> ended() {
        return ended;
    }

    @Override
    public void close() throws SessionException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        takeApart();
        if (ended.isDone()) {
            return;
        }
        if (options.deleteAtEnd()) {
            store.delete(session);
        } else {
            store.removeClient(session, key.entry());
        }
    }

    private void takeApart() {
        if (watch != null) {
            watch.close();
        }
        live.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        blocking.shutdown();
        try {
            folder.close();
        } catch (IOException leftOver) {
            progress.step("the folder " + folder.path() + " could not be removed: " + leftOver.getMessage());
        }
    }

    ClusterAccess cluster() {
        return cluster;
    }
}
