package dev.periscope.client.local;

import dev.periscope.client.dns.DnsAnswers;
import dev.periscope.client.dns.DnsListener;
import dev.periscope.client.link.RemoteSide;
import dev.periscope.client.local.LocalRequest.Hello;
import dev.periscope.client.outgoing.AddressText;
import dev.periscope.client.outgoing.Asker;
import dev.periscope.client.outgoing.OutgoingTraffic;
import dev.periscope.filter.Decider;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import java.net.InetAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The client's end of the local protocol: a Unix socket that only this user reaches. Everything runs on the event loop
 * of the remote side; methods may be called from any thread.
 */
public final class LocalDaemon implements AutoCloseable {

    /** Told on the event loop; must not block. */
    public interface Listener {
        /** A process is intercepted: all its hooks are in place. */
        void hello(Asker process);

        /** A process says that it cannot be intercepted (fully). */
        void broken(Asker process, String text);

        /** A fault of this program itself. */
        void failed(Throwable fault);
    }

    private final String sessionName;
    private final List<String> nameservers;
    private final RemoteSide remote;
    private final OutgoingTraffic traffic;
    private final Listener listener;
    private final PeerTable peers = new PeerTable();
    private final Connects connects;
    private final Map<String, AskingProcess> processes = new LinkedHashMap<>();
    private final ChannelGroup channels;

    /**
     * @param nameservers those of the machine's {@code resolv.conf}, whose port 53 this client serves itself
     * @param blocking for short blocking look-ups in {@code /proc}
     */
    public LocalDaemon(
            String sessionName,
            List<InetAddress> nameservers,
            RemoteSide remote,
            OutgoingTraffic traffic,
            DnsAnswers dns,
            Executor blocking,
            Listener listener) {
        this.sessionName = sessionName;
        this.nameservers = nameservers.stream().map(AddressText::of).toList();
        this.remote = remote;
        this.traffic = traffic;
        this.listener = listener;
        this.connects =
                new Connects(remote, traffic, new DnsListener(dns), nameservers, SocketOwner.system(), blocking, peers);
        this.channels = new DefaultChannelGroup(remote.eventLoop());
    }

    /** Listens on the path; the folder must exist and be the user's alone. The stage fails when it cannot. */
    public CompletionStage<Void> listen(Path socket) {
        CompletableFuture<Void> listening = new CompletableFuture<>();
        EventLoop loop = remote.eventLoop();
        new ServerBootstrap()
                .group(loop, loop)
                .channel(NioServerDomainSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel child) {
                        channels.add(child);
                        child.pipeline()
                                .addLast(
                                        new StringEncoder(StandardCharsets.UTF_8),
                                        new PeerCredentials(),
                                        new LineBasedFrameDecoder(RequestLine.MAX_BYTES, true, true),
                                        new StringDecoder(StandardCharsets.UTF_8),
                                        new LocalConnection(LocalDaemon.this));
                    }
                })
                .bind(UnixDomainSocketAddress.of(socket))
                .addListener((ChannelFuture bound) -> {
                    if (bound.isSuccess()) {
                        channels.add(bound.channel());
                        listening.complete(null);
                    } else {
                        listening.completeExceptionally(bound.cause());
                    }
                });
        return listening;
    }

    /** From now on new names and flows go by this filter; open flows it denies are closed. */
    public void filter(Decider changed) {
        traffic.filter(changed);
        remote.eventLoop().execute(() -> connects.filterChanged(changed, List.copyOf(processes.values())));
    }

    /** Stops listening and closes the connections of all mechanisms. Idempotent. */
    @Override
    public void close() {
        channels.close();
    }

    /** The filter in force. */
    public Decider filter() {
        return traffic.filter();
    }

    AskingProcess process(Hello hello, String connection) {
        // Without a process id each connection stands alone.
        String key = hello.pid() > 0 ? "pid " + hello.pid() : connection;
        return processes.computeIfAbsent(key, k -> new AskingProcess(k, new Asker(hello.pid(), hello.mechanism())));
    }

    void disconnected(AskingProcess process) {
        if (process.disconnected()) {
            processes.remove(process.key());
        }
    }

    Connects connects() {
        return connects;
    }

    PeerTable peers() {
        return peers;
    }

    OutgoingTraffic traffic() {
        return traffic;
    }

    Listener listener() {
        return listener;
    }

    String sessionName() {
        return sessionName;
    }

    List<String> nameserverTexts() {
        return nameservers;
    }
}
