package dev.periscope.agent.connect;

import dev.periscope.tunnel.bridge.DatagramBridge;
import dev.periscope.tunnel.bridge.SocketBridge;
import dev.periscope.tunnel.link.LinkStream;
import dev.periscope.tunnel.link.PendingStream;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Connects to an address the gatekeeper let through, and joins the connection with the stream that asked for it. The
 * client is answered once, with the connection or with the errno of connect(2). Owned by the agent's event loop.
 */
public final class Dialer {

    private final Sockets sockets;
    private final Duration connectTimeout;
    private final Duration udpIdle;

    /**
     * @param connectTimeout after which a TCP connect counts as timed out; the kernel alone would take two minutes
     * @param udpIdle after which a UDP flow without datagrams ends
     */
    public Dialer(Sockets sockets, Duration connectTimeout, Duration udpIdle) {
        this.sockets = sockets;
        this.connectTimeout = connectTimeout;
        this.udpIdle = udpIdle;
    }

    /** Told on the event loop: either {@link #failed}, or {@link #opened} and later {@link #closed}. */
    public interface Listener {

        void opened(Flow flow);

        void closed(Flow flow);

        void failed();
    }

    /** Connects, answers the client and tells the listener. */
    public void dial(Destination destination, PendingStream pending, Listener listener) {
        ChannelFuture connecting = switch (destination.transport()) {
            case TCP ->
                sockets.tcp()
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
                        .handler(new ChannelInboundHandlerAdapter())
                        .connect(destination.socketAddress());
            case UDP ->
                sockets.udp().handler(new ChannelInboundHandlerAdapter()).connect(destination.socketAddress());
        };
        pending.onAbandoned(() -> connecting.channel().close());
        connecting.addListener((ChannelFuture connected) -> {
            if (connected.isSuccess() && !pending.isAbandoned()) {
                join(destination, pending, connected.channel(), listener);
                return;
            }
            connected.channel().close();
            if (!pending.isAbandoned()) {
                ConnectFailure failure = ConnectFailure.of(connected.cause());
                pending.refuse(failure.errno(), destination + ": " + failure.text());
            }
            listener.failed();
        });
    }

    private void join(Destination destination, PendingStream pending, Channel channel, Listener listener) {
        LinkStream stream = pending.accept(Optional.of((InetSocketAddress) channel.localAddress()));
        Flow flow = new Flow(destination, stream, channel);
        listener.opened(flow);
        CompletionStage<?> end = switch (destination.transport()) {
            case TCP -> SocketBridge.join(stream, (SocketChannel) channel);
            case UDP -> DatagramBridge.join(stream, (DatagramChannel) channel, udpIdle);
        };
        end.whenComplete((outcome, never) -> listener.closed(flow));
    }
}
