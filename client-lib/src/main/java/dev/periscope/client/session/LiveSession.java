package dev.periscope.client.session;

import dev.periscope.client.Progress;
import dev.periscope.client.SessionEnd;
import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import dev.periscope.client.cluster.SessionWatch;
import dev.periscope.client.dns.DnsAnswers;
import dev.periscope.client.dns.MachineNameServer;
import dev.periscope.client.explain.Explainer;
import dev.periscope.client.flow.FlowLog;
import dev.periscope.client.link.DialException;
import dev.periscope.client.link.KeptLink;
import dev.periscope.client.local.LocalDaemon;
import dev.periscope.client.outgoing.Asker;
import dev.periscope.client.outgoing.OutgoingTraffic;
import dev.periscope.client.outgoing.SystemResolver;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.filter.Compilation;
import dev.periscope.filter.CompiledFilter;
import dev.periscope.filter.Decider;
import dev.periscope.filter.name.SearchList;
import dev.periscope.tunnel.link.LinkEnd;
import dev.periscope.tunnel.message.Environment;
import dev.periscope.tunnel.message.LinkConfig;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Joins the three that change while a session lives: its object (watch), the link to its agent, and the filter. Called
 * from threads of the Kubernetes client and from the link's event loop; blocks neither.
 */
final class LiveSession implements AutoCloseable {
    private final String name;
    private final KeptLink link;
    private final FlowLog flows;
    private final Clock clock;
    private final Executor blocking;
    private final Progress progress;
    private final CompletableFuture<SessionEnd> ended;

    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<LocalDaemon> daemon = new CompletableFuture<>();
    private final CompletableFuture<Void> intercepted = new CompletableFuture<>();
    private final AtomicReference<String> waitingFor = new AtomicReference<>("the API server has not shown it yet");
    private final AtomicReference<String> dialling = new AtomicReference<>("no endpoint was tried yet");
    private final AtomicReference<String> lastStep = new AtomicReference<>("");

    LiveSession(
            String name,
            Function<KeptLink.Listener, KeptLink> link,
            FlowLog flows,
            Clock clock,
            Executor blocking,
            Progress progress,
            CompletableFuture<SessionEnd> ended) {
        this.name = name;
        this.flows = flows;
        this.clock = clock;
        this.blocking = blocking;
        this.progress = progress;
        this.ended = ended;
        this.link = link.apply(new LinkEvents());
    }

    /** Completed when the session is ready the first time; fails with {@link SessionException} when it is hopeless. */
    CompletionStage<Void> ready() {
        return ready;
    }

    /** Completed with the first filter of the agent. */
    CompletionStage<LocalDaemon> configured() {
        return daemon;
    }

    CompletionStage<Void> intercepted() {
        return intercepted;
    }

    CompletionStage<Map<String, String>> environment() {
        return link.environment().thenApply(Environment::values);
    }

    CompletionStage<Void> listen(Path socket) {
        return daemon.thenCompose(up -> up.listen(socket));
    }

    Decider filter() {
        return daemon.join().filter();
    }

    Explainer explainer() {
        return new Explainer(filter(), new SystemResolver(blocking), Optional.of(link));
    }

    String waitingFor() {
        return "session " + name + " is not ready: " + waitingFor.get();
    }

    String dialling() {
        return "session " + name + " is ready, but its agent cannot be reached from this machine (" + dialling.get()
                + "); see docs/first-session.md, \"When the gateway cannot be reached\"";
    }

    SessionWatch.Listener sessionListener() {
        return new SessionEvents();
    }

    @Override
    public void close() {
        daemon.thenAccept(LocalDaemon::close);
        link.close();
    }

    private void step(String what) {
        if (!what.equals(lastStep.getAndSet(what))) {
            progress.step(what);
        }
    }

    private void end(Kind kind, String message) {
        ready.completeExceptionally(new SessionException(kind, message));
        daemon.completeExceptionally(new SessionException(kind, message));
        ended.complete(new SessionEnd(kind, message));
    }

    private final class SessionEvents implements SessionWatch.Listener {
        @Override
        public void changed(MirrorSession session) {
            switch (Readiness.of(session)) {
                case Readiness.Ready(var agent) -> {
                    link.agent(agent);
                    ready.complete(null);
                }
                case Readiness.Waiting(String what) -> {
                    waitingFor.set(what);
                    step("waiting: " + what);
                }
                case Readiness.Hopeless hopeless -> hopeless(hopeless);
            }
        }

        private void hopeless(Readiness.Hopeless hopeless) {
            if (hopeless.kind() == Kind.SESSION_ENDED) {
                end(Kind.SESSION_ENDED, hopeless.message());
            } else if (ready.isDone()) {
                // In use: the operator goes on trying, and so do we; a bad edit leaves the old filter in force.
                step(hopeless.message());
            } else {
                ready.completeExceptionally(hopeless.fault());
            }
        }

        @Override
        public void deleted() {
            end(Kind.SESSION_ENDED, "Session " + name + " was deleted.");
        }
    }

    private final class LinkEvents implements KeptLink.Listener {
        @Override
        public void config(LinkConfig config) {
            switch (FilterFromLink.compile(config)) {
                case Compilation.Compiled(CompiledFilter filter) -> inForce(filter, config);
                case Compilation.Refused(var errors) ->
                    // The agent compiled it, so this client is the older one. The filter before stays in force.
                    step("the session's filter is not understood by this version of periscope: " + errors.getFirst());
            }
        }

        private void inForce(CompiledFilter filter, LinkConfig config) {
            Decider decider = filter.withContext(SearchList.of(config.search()), Machine.names());
            LocalDaemon running = daemon.getNow(null);
            if (running != null) {
                running.filter(decider);
            } else {
                daemon.complete(makeDaemon(decider));
            }
            link.acknowledge(filter.hash());
        }

        private LocalDaemon makeDaemon(Decider decider) {
            List<InetAddress> nameServers = Machine.nameServers();
            OutgoingTraffic traffic = new OutgoingTraffic(decider, link, new SystemResolver(blocking), flows, clock);
            DnsAnswers dns = new DnsAnswers(traffic, link, new MachineNameServer(nameServers, blocking));
            return new LocalDaemon(name, nameServers, link, traffic, dns, blocking, new DaemonEvents());
        }

        @Override
        public void up() {
            step("connected to the agent");
        }

        @Override
        public void down(LinkEnd end) {
            dialling.set(end.text());
            step("the link to the agent is down (" + end.text() + "); connecting again");
        }

        @Override
        public void dialFailed(DialException failure) {
            dialling.set(String.valueOf(failure.getMessage()));
            if (!daemon.isDone()) {
                step("connecting to the agent: " + failure.getMessage());
            }
        }

        @Override
        public void sessionEnded(String text) {
            // The agent passes on the operator's word as "Reason: text". Whoever is first to tell, it and the session's
            // object, the sentence is the same.
            String words = text.replaceFirst("^[A-Z][A-Za-z]+: ", "");
            end(Kind.SESSION_ENDED, "Session " + name + ": " + words + (words.endsWith(".") ? "" : "."));
        }
    }

    private final class DaemonEvents implements LocalDaemon.Listener {
        @Override
        public void hello(Asker process) {
            intercepted.complete(null);
        }

        @Override
        public void broken(Asker process, String text) {
            intercepted.completeExceptionally(new SessionException(
                    Kind.PROGRAM, "The program (process " + process.pid() + ") cannot be intercepted: " + text));
        }

        @Override
        public void failed(Throwable fault) {
            step("fault in the client: " + fault);
        }
    }
}
