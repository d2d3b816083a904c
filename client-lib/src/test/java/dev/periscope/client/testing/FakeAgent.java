package dev.periscope.client.testing;

import dev.periscope.client.link.AgentCoordinates;
import dev.periscope.client.link.Endpoint;
import dev.periscope.tunnel.bridge.DatagramBridge;
import dev.periscope.tunnel.bridge.SocketBridge;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.key.KeyHash;
import dev.periscope.tunnel.link.LinkEnd;
import dev.periscope.tunnel.link.LinkOptions;
import dev.periscope.tunnel.link.LinkServer;
import dev.periscope.tunnel.link.PendingStream;
import dev.periscope.tunnel.message.Environment;
import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.message.LinkConfig;
import dev.periscope.tunnel.message.LinkStats;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import dev.periscope.tunnel.message.Transport;
import dev.periscope.tunnel.tls.PinnedTls;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The agent's side of the link for tests: it resolves from a table, and dials loopback servers in place of the cluster's
 * addresses. It listens where a gateway would.
 */
public final class FakeAgent implements AutoCloseable {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Identity identity = Identity.create("agent", new SecureRandom(), Clock.systemUTC());
    private final Map<String, Answer> names = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, InetSocketAddress> servers = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, Errno> refusals = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, Duration> delays = new ConcurrentHashMap<>();
    private final Set<KeyHash> clients = ConcurrentHashMap.newKeySet();
    private final List<LinkServer> links = new CopyOnWriteArrayList<>();
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<OpenRequest> opened = new CopyOnWriteArrayList<>();
    private final Channel listener;
    private volatile LinkConfig config = Configs.none();
    private volatile Map<String, String> environment = Map.of();

    private record Answer(String fullName, List<InetAddress> addresses) {}

    public FakeAgent() {
        PinnedTls tls =
                PinnedTls.server(TlsProvider.best(), identity, key -> clients.isEmpty() || clients.contains(key));
        this.listener = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.eventLoop()
                                .execute(() ->
                                        LinkServer.accept(channel, tls, LinkOptions.standard(), key -> new Answers()));
                    }
                })
                .bind(InetAddress.ofLiteral("127.0.0.1"), 0)
                .syncUninterruptibly()
                .channel();
    }

    public KeyHash keyHash() {
        return identity.hash();
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    public AgentCoordinates coordinates() {
        return new AgentCoordinates(
                keyHash(), "uid.session.periscope.dev", List.of(new Endpoint.Gateway("127.0.0.1", port())));
    }

    /** Only this client may attach from now on; before, everybody may. */
    public void allow(KeyHash client) {
        clients.add(client);
    }

    public void name(String asked, String fullName, String... addresses) {
        names.put(
                asked,
                new Answer(
                        fullName,
                        List.of(addresses).stream().map(InetAddress::ofLiteral).toList()));
    }

    /** Connections to the cluster's address end at this loopback server. */
    public void serve(String address, int port, InetSocketAddress server) {
        servers.put(key(address, port), server);
    }

    public void refuse(String address, int port, Errno errno) {
        refusals.put(key(address, port), errno);
    }

    public void delay(String address, int port, Duration delay) {
        delays.put(key(address, port), delay);
    }

    public void environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
    }

    /** The filter in force from now on; told to every client. */
    public void config(LinkConfig changed) {
        config = changed;
        links.forEach(link -> link.config(changed));
    }

    public List<String> acknowledgedFilters() {
        return acknowledged;
    }

    /** Names that clients asked for. */
    public List<String> askedNames() {
        return asked;
    }

    public List<OpenRequest> openRequests() {
        return opened;
    }

    public int links() {
        return links.size();
    }

    public void endLinks(LinkEnd.Reason reason, String text) {
        links.forEach(link -> link.close(reason, text));
    }

    public void goAway(LinkEnd.Reason reason, String text) {
        links.forEach(link -> link.goAway(reason, text));
    }

    @Override
    public void close() {
        if (group.isShuttingDown()) {
            return;
        }
        endLinks(LinkEnd.Reason.SHUTDOWN, "the agent ends");
        listener.close().syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static InetSocketAddress key(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private final class Answers implements LinkServer.Handler {
        @Override
        public void started(LinkServer link) {
            links.add(link);
            link.ended().thenAccept(end -> links.remove(link));
            link.config(config);
        }

        @Override
        public void open(OpenRequest request, PendingStream stream) {
            opened.add(request);
            InetSocketAddress wanted = new InetSocketAddress(request.address(), request.port());
            Duration delay = delays.getOrDefault(wanted, Duration.ZERO);
            stream.eventLoop()
                    .schedule(() -> connect(request, wanted, stream), delay.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void connect(OpenRequest request, InetSocketAddress wanted, PendingStream stream) {
            Errno refusal = refusals.get(wanted);
            InetSocketAddress server = servers.get(wanted);
            if (refusal != null || server == null) {
                stream.refuse(refusal == null ? Errno.HOST_UNREACHABLE : refusal, "the test says so");
                return;
            }
            boolean tcp = request.transport() == Transport.TCP;
            new Bootstrap()
                    .group(stream.eventLoop())
                    .channel(tcp ? NioSocketChannel.class : NioDatagramChannel.class)
                    .option(ChannelOption.AUTO_READ, false)
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {}
                    })
                    .connect(server)
                    .addListener((ChannelFuture done) -> {
                        if (!done.isSuccess()) {
                            stream.refuse(
                                    Errno.CONNECTION_REFUSED,
                                    String.valueOf(done.cause().getMessage()));
                        } else if (tcp) {
                            SocketBridge.join(stream.accept(Optional.of(server)), (SocketChannel) done.channel());
                        } else {
                            DatagramBridge.join(
                                    stream.accept(Optional.of(server)),
                                    (DatagramChannel) done.channel(),
                                    Duration.ofSeconds(60));
                        }
                    });
        }

        @Override
        public CompletionStage<ResolveAnswer> resolve(ResolveRequest request) {
            ResolveAnswer answer = switch (request) {
                case ResolveRequest.Lookup lookup -> {
                    asked.add(lookup.name());
                    Answer known = names.get(lookup.name());
                    yield known == null ? new ResolveAnswer.NoSuchName() : found(known, lookup.family());
                }
                case ResolveRequest.Raw raw -> new ResolveAnswer.Raw(raw.message());
            };
            return CompletableFuture.completedStage(answer);
        }

        private static ResolveAnswer found(Answer known, ResolveRequest.Family family) {
            List<ResolveAnswer.Address> addresses = known.addresses().stream()
                    .filter(address -> family == ResolveRequest.Family.ANY
                            || (address.getAddress().length == 4) == (family == ResolveRequest.Family.A))
                    .map(address -> new ResolveAnswer.Address(address, 30))
                    .toList();
            return addresses.isEmpty()
                    ? new ResolveAnswer.NoData(known.fullName())
                    : new ResolveAnswer.Found(known.fullName(), List.of(), addresses);
        }

        @Override
        public CompletionStage<Environment> environment() {
            return CompletableFuture.completedStage(new Environment("Process", environment));
        }

        @Override
        public LinkStats stats() {
            return new LinkStats(0, 0, 0, 0, 0, 0);
        }

        @Override
        public void configAcknowledged(String hash) {
            acknowledged.add(hash);
        }

        @Override
        public void ended(LinkEnd end) {}
    }
}
