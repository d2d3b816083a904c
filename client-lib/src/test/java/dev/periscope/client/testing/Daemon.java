package dev.periscope.client.testing;

import dev.periscope.client.dns.DnsAnswers;
import dev.periscope.client.flow.FlowLog;
import dev.periscope.client.link.DialException;
import dev.periscope.client.link.EndpointDialer;
import dev.periscope.client.link.KeptLink;
import dev.periscope.client.local.LocalDaemon;
import dev.periscope.client.outgoing.Asker;
import dev.periscope.client.outgoing.OutgoingTraffic;
import dev.periscope.client.portforward.PortForward;
import dev.periscope.client.session.FilterFromLink;
import dev.periscope.filter.Decider;
import dev.periscope.filter.name.LocalNames;
import dev.periscope.filter.name.SearchList;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.link.LinkEnd;
import dev.periscope.tunnel.link.LinkOptions;
import dev.periscope.tunnel.message.LinkConfig;
import io.fabric8.kubernetes.client.Config;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A daemon over a kept link to a {@link FakeAgent}, with a machine whose names are a table. */
public final class Daemon implements AutoCloseable, KeptLink.Listener {
    /** The machine's own name server, as told to mechanisms. */
    public static final InetAddress NAME_SERVER = InetAddress.ofLiteral("127.0.0.53");

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, List<InetAddress>> machine = new ConcurrentHashMap<>();
    private final FlowLog flows = new FlowLog(Clock.systemUTC(), 1_000);
    private final CompletableFuture<LocalDaemon> daemon = new CompletableFuture<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final KeptLink link;
    private final Path socket;

    public Daemon(Path folder, FakeAgent agent) {
        Identity self = Identity.create("test", new SecureRandom(), Clock.systemUTC());
        EndpointDialer dialer = new EndpointDialer(
                group.next(),
                blocking,
                new PortForward(Config.empty(), group),
                self,
                LinkOptions.standard(),
                endpoint -> true);
        KeptLink.Patience patience =
                new KeptLink.Patience(Duration.ofSeconds(5), Duration.ofMillis(20), Duration.ofMillis(200));
        this.link = new KeptLink(group.next(), dialer, patience, this);
        this.socket = folder.resolve("socket");
        link.agent(agent.coordinates());
        daemon.orTimeout(20, TimeUnit.SECONDS)
                .thenCompose(running -> running.listen(socket).toCompletableFuture())
                .join();
    }

    public Path socket() {
        return socket;
    }

    public KeptLink link() {
        return link;
    }

    public FlowLog flows() {
        return flows;
    }

    /** What the link told: {@code up}, {@code down}, {@code ended TEXT}. */
    public List<String> events() {
        return events;
    }

    /** The machine's resolver knows this name from now on. */
    public void machineKnows(String name, String address) {
        machine.put(name, List.of(InetAddress.ofLiteral(address)));
    }

    @Override
    public void config(LinkConfig config) {
        Decider decider = FilterFromLink.compile(config)
                .orElseThrow()
                .withContext(SearchList.of(config.search()), LocalNames.of(List.of("my-machine")));
        LocalDaemon running = daemon.getNow(null);
        if (running != null) {
            running.filter(decider);
            return;
        }
        OutgoingTraffic traffic = new OutgoingTraffic(
                decider,
                link,
                name -> CompletableFuture.completedStage(machine.getOrDefault(name, List.of())),
                flows,
                Clock.systemUTC());
        DnsAnswers dns = new DnsAnswers(traffic, link, CompletableFuture::completedStage);
        daemon.complete(new LocalDaemon(
                "test-session", List.of(NAME_SERVER), link, traffic, dns, blocking, new LocalDaemon.Listener() {
                    @Override
                    public void hello(Asker process) {
                        events.add("hello " + process.pid());
                    }

                    @Override
                    public void broken(Asker process, String text) {
                        events.add("broken " + text);
                    }

                    @Override
                    public void failed(Throwable fault) {
                        events.add("fault " + fault);
                    }
                }));
    }

    @Override
    public void up() {
        events.add("up");
    }

    @Override
    public void down(LinkEnd end) {
        events.add("down");
    }

    @Override
    public void dialFailed(DialException failure) {
        events.add("failed " + failure.getMessage());
    }

    @Override
    public void sessionEnded(String text) {
        events.add("ended " + text);
    }

    @Override
    public void close() {
        daemon.thenAccept(LocalDaemon::close);
        link.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        blocking.shutdownNow();
    }
}
