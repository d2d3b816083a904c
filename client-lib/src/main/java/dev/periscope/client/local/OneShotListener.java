package dev.periscope.client.local;

import dev.periscope.tunnel.message.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A loopback port for exactly one connection of this user, closed after it or after a while: unused ones would pile up.
 * Connections of other users are closed and do not count. Owned by the event loop.
 */
final class OneShotListener {
    private final EventLoop loop;
    private final Executor blocking;
    private final SocketOwner owner;
    private final CompletableFuture<SocketChannel> accepted = new CompletableFuture<>();

    private OneShotListener(EventLoop loop, Executor blocking, SocketOwner owner) {
        this.loop = loop;
        this.blocking = blocking;
        this.owner = owner;
    }

    /**
     * The open port.
     *
     * @param accepted the connection, registered with the loop and not reading; fails with {@link TimeoutException}
     */
    record Port(int number, CompletionStage<SocketChannel> accepted) {}

    static CompletionStage<Port> open(
            EventLoop loop, Executor blocking, SocketOwner owner, InetAddress address, Duration patience) {
        OneShotListener listener = new OneShotListener(loop, blocking, owner);
        return listener.bind(address, patience);
    }

    private CompletionStage<Port> bind(InetAddress address, Duration patience) {
        CompletableFuture<Port> opened = new CompletableFuture<>();
        new ServerBootstrap()
                .group(loop, loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel child) {
                        check(child);
                    }
                })
                .bind(address, 0)
                .addListener((ChannelFuture bound) -> {
                    if (!bound.isSuccess()) {
                        opened.completeExceptionally(bound.cause());
                        return;
                    }
                    Channel server = bound.channel();
                    Future<?> timer = loop.schedule(
                            () -> accepted.completeExceptionally(new TimeoutException("nobody connected")),
                            patience.toMillis(),
                            TimeUnit.MILLISECONDS);
                    accepted.whenComplete((socket, none) -> {
                        timer.cancel(false);
                        server.close();
                    });
                    opened.complete(new Port(((InetSocketAddress) server.localAddress()).getPort(), accepted));
                });
        return opened;
    }

    private void check(SocketChannel child) {
        int peerPort = child.remoteAddress().getPort();
        int ownPort = child.localAddress().getPort();
        CompletableFuture.supplyAsync(() -> owner.mayBeOwn(Transport.TCP, peerPort, ownPort), blocking)
                .whenCompleteAsync(
                        (own, failure) -> {
                            if (!Boolean.TRUE.equals(own) || !accepted.complete(child)) {
                                child.close();
                            }
                        },
                        loop);
    }
}
