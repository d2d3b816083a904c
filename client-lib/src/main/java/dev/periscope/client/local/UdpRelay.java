package dev.periscope.client.local;

import dev.periscope.client.link.RemoteSide;
import dev.periscope.client.outgoing.ConnectAnswer.ThroughAgent;
import dev.periscope.tunnel.bridge.DatagramBridge;
import dev.periscope.tunnel.bridge.DatagramBridge.DatagramFlow;
import dev.periscope.tunnel.link.LinkStream;
import dev.periscope.tunnel.link.OpenResult;
import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A loopback UDP port that stands for one remote peer. Each socket of the program (each source port) has a remote flow
 * of its own, which ends after an idle time and is opened anew by the next datagram. Owned by the event loop.
 */
final class UdpRelay {
    static final Duration IDLE = Duration.ofSeconds(60);
    private static final int WAITING_DATAGRAMS = 16;
    private static final int FLOWS = 256;

    private final RemoteSide remote;
    private final Executor blocking;
    private final SocketOwner owner;
    private final ThroughAgent request;
    private final Duration idle;
    private final Map<InetSocketAddress, Source> sources = new HashMap<>();
    private @Nullable Channel socket;
    private long lastUsed;

    UdpRelay(RemoteSide remote, Executor blocking, SocketOwner owner, ThroughAgent request, Duration idle) {
        this.remote = remote;
        this.blocking = blocking;
        this.owner = owner;
        this.request = request;
        this.idle = idle;
        touch();
    }

    /** Binds the port; the stage fails when there is none. */
    CompletionStage<Integer> open() {
        CompletableFuture<Integer> opened = new CompletableFuture<>();
        new Bootstrap()
                .group(remote.eventLoop())
                .channel(NioDatagramChannel.class)
                // Netty's own default cuts datagrams off at 2,048 bytes.
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DatagramBridge.MAX_PAYLOAD))
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                        received(packet);
                    }
                })
                .bind(InetAddress.ofLiteral("127.0.0.1"), 0)
                .addListener((ChannelFuture bound) -> {
                    if (bound.isSuccess()) {
                        socket = bound.channel();
                        request.flow().outcome("connected");
                        opened.complete(((InetSocketAddress) bound.channel().localAddress()).getPort());
                    } else {
                        opened.completeExceptionally(bound.cause());
                    }
                });
        return opened;
    }

    /** {@link System#nanoTime} of the last datagram. */
    long lastUsed() {
        return lastUsed;
    }

    ThroughAgent request() {
        return request;
    }

    void close(String outcome) {
        if (socket != null) {
            socket.close();
        }
        Map.copyOf(sources).values().forEach(Source::close);
        sources.clear();
        request.flow().end(outcome);
    }

    private void touch() {
        lastUsed = System.nanoTime();
    }

    private void received(DatagramPacket packet) {
        touch();
        InetSocketAddress from = packet.sender();
        Source source = sources.get(from);
        if (source == null) {
            if (sources.size() >= FLOWS) {
                return;
            }
            source = new Source(from);
            sources.put(from, source);
            source.checkThenOpen();
        }
        source.send(packet.content().retain());
    }

    /** One socket of the program. */
    private final class Source implements DatagramBridge.DatagramReceiver {
        private final InetSocketAddress address;
        private final Queue<ByteBuf> waiting = new ArrayDeque<>();
        private @Nullable DatagramFlow flow;
        private boolean closed;

        Source(InetSocketAddress address) {
            this.address = address;
        }

        void checkThenOpen() {
            CompletableFuture.supplyAsync(() -> owner.mayBeOwn(Transport.UDP, address.getPort(), 0), blocking)
                    .whenCompleteAsync(
                            (own, failure) -> {
                                if (Boolean.TRUE.equals(own)) {
                                    open();
                                } else {
                                    close();
                                }
                            },
                            remote.eventLoop());
        }

        private void open() {
            Optional<String> name = request.name().filter(text -> text.length() <= OpenRequest.MAX_NAME);
            remote.open(new OpenRequest(Transport.UDP, request.address(), request.port(), name))
                    .thenAcceptAsync(this::opened, remote.eventLoop());
        }

        private void opened(OpenResult result) {
            switch (result) {
                case OpenResult.Opened(LinkStream stream, Optional<?> from) -> {
                    if (closed) {
                        stream.reset(Errno.CANCELLED, "the relay is closed");
                        return;
                    }
                    DatagramFlow opened = DatagramBridge.over(stream, idle, this);
                    flow = opened;
                    for (ByteBuf next = waiting.poll(); next != null; next = waiting.poll()) {
                        sendOver(opened, next);
                    }
                }
                case OpenResult.Failed(Errno errno, String text) -> {
                    request.flow().outcome(ErrnoName.of(errno));
                    close();
                }
            }
        }

        @Override
        public void datagram(ByteBuf payload) {
            touch();
            request.flow().received(payload.readableBytes());
            if (socket == null) {
                payload.release();
            } else {
                socket.writeAndFlush(new DatagramPacket(payload, address));
            }
        }

        @Override
        public void ended(Optional<Errno> errno) {
            errno.ifPresent(why -> request.flow().outcome(ErrnoName.of(why)));
            close();
        }

        void send(ByteBuf payload) {
            if (flow != null) {
                sendOver(flow, payload);
            } else if (waiting.size() < WAITING_DATAGRAMS && !closed) {
                waiting.add(payload);
            } else {
                payload.release();
            }
        }

        private void sendOver(DatagramFlow open, ByteBuf payload) {
            int length = payload.readableBytes();
            if (open.send(payload)) {
                request.flow().sent(length);
            }
        }

        void close() {
            if (closed) {
                return;
            }
            closed = true;
            sources.remove(address, this);
            waiting.forEach(ByteBuf::release);
            waiting.clear();
            if (flow != null) {
                flow.close();
            }
        }
    }
}
