package dev.periscope.tunnel.testing;

import dev.periscope.tunnel.bridge.DatagramBridge;
import dev.periscope.tunnel.bridge.SocketBridge;
import dev.periscope.tunnel.link.LinkEnd;
import dev.periscope.tunnel.link.LinkServer;
import dev.periscope.tunnel.link.PendingStream;
import dev.periscope.tunnel.message.Environment;
import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.message.LinkStats;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import dev.periscope.tunnel.message.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An agent that allows everything. */
public class Dialer implements LinkServer.Handler {

    private final int socketBuffer;
    private final CompletableFuture<LinkEnd> end = new CompletableFuture<>();

    /** @param socketBuffer size of each socket's buffers; 0 leaves the system's */
    public Dialer(int socketBuffer) {
        this.socketBuffer = socketBuffer;
    }

    /** @return how the link ended */
    public CompletableFuture<LinkEnd> end() {
        return end;
    }

    @Override
    public void started(LinkServer link) {}

    @Override
    public void open(OpenRequest request, PendingStream stream) {
        boolean tcp = request.transport() == Transport.TCP;
        Bootstrap bootstrap = new Bootstrap()
                .group(stream.eventLoop())
                .channel(tcp ? NioSocketChannel.class : NioDatagramChannel.class)
                .handler(new ChannelInboundHandlerAdapter())
                .option(ChannelOption.AUTO_READ, false);
        if (socketBuffer > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, socketBuffer).option(ChannelOption.SO_SNDBUF, socketBuffer);
        }
        ChannelFuture connected = bootstrap.connect(request.address(), request.port());
        stream.onAbandoned(() -> connected.channel().close());
        connected.addListener(done -> {
            if (stream.isAbandoned()) {
                connected.channel().close();
            } else if (done.isSuccess()) {
                Optional<InetSocketAddress> source =
                        Optional.of((InetSocketAddress) connected.channel().localAddress());
                if (tcp) {
                    SocketBridge.join(stream.accept(source), (SocketChannel) connected.channel());
                } else {
                    DatagramBridge.join(
                            stream.accept(source), (DatagramChannel) connected.channel(), Duration.ofSeconds(30));
                }
            } else {
                boolean refused = done.cause() instanceof ConnectException;
                stream.refuse(
                        refused ? Errno.CONNECTION_REFUSED : Errno.OTHER,
                        String.valueOf(done.cause().getMessage()));
            }
        });
    }

    @Override
    public CompletionStage<ResolveAnswer> resolve(ResolveRequest request) {
        return CompletableFuture.completedFuture(new ResolveAnswer.NoSuchName());
    }

    @Override
    public CompletionStage<Environment> environment() {
        return CompletableFuture.completedFuture(new Environment("PodSpec", Map.of("GREETING", "hello")));
    }

    @Override
    public LinkStats stats() {
        return new LinkStats(1, 2, 3, 4, 5, 6);
    }

    @Override
    public void configAcknowledged(String hash) {}

    @Override
    public void ended(LinkEnd linkEnd) {
        end.complete(linkEnd);
    }
}
