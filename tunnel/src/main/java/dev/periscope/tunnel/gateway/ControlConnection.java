package dev.periscope.tunnel.gateway;

import dev.periscope.tunnel.tls.PinnedTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The control connection to one gateway, dialled again until it is closed. Belongs to one event loop. */
final class ControlConnection {

    private static final int CONNECT_MILLIS = 5_000;

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final InetSocketAddress address;
    private final PinnedTls tls;
    private final GatewayRegistration.Agent agent;
    private final Backoff backoff;
    private final GatewayRegistration.Listener listener;
    private final Runnable changed;
    private @Nullable Channel channel;
    private boolean registered;
    private boolean closed;

    ControlConnection(
            EventLoopGroup group,
            EventLoop loop,
            InetSocketAddress address,
            PinnedTls tls,
            GatewayRegistration.Agent agent,
            Backoff backoff,
            GatewayRegistration.Listener listener,
            Runnable changed) {
        this.group = group;
        this.loop = loop;
        this.address = address;
        this.tls = tls;
        this.agent = agent;
        this.backoff = backoff;
        this.listener = listener;
        this.changed = changed;
    }

    boolean isRegistered() {
        return registered;
    }

    void dial() {
        if (closed) {
            return;
        }
        ChannelFuture connecting =
                bootstrap().group(loop).handler(new ControlPipeline()).connect(address);
        channel = connecting.channel();
        connecting.channel().closeFuture().addListener(done -> lost());
    }

    void close() {
        closed = true;
        registered = false;
        if (channel != null) {
            channel.close();
        }
    }

    private static Bootstrap bootstrap() {
        return new Bootstrap()
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true);
    }

    private void lost() {
        boolean was = registered;
        registered = false;
        if (was) {
            changed.run();
        }
        if (!closed) {
            loop.schedule(this::dial, backoff.nextMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** A connection of its own for a client, which begins with the nonce and belongs to the client's link from then on. */
    private void dialBack(Nonce nonce) {
        bootstrap()
                .group(group)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(address)
                .addListener((ChannelFutureListener) connected -> {
                    // If it fails, the gateway's own time limit ends the client's wait.
                    if (connected.isSuccess()) {
                        Channel link = connected.channel();
                        link.writeAndFlush(DialBack.preface(link.alloc(), nonce))
                                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
                        listener.dialBack(link);
                    }
                });
    }

    private final class ControlPipeline extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel socket) {
            socket.pipeline()
                    .addLast(tls.newHandler(socket.alloc(), ""))
                    .addLast(new IdleStateHandler(
                            RegistrationFrames.SILENCE_SECONDS, RegistrationFrames.PING_SECONDS, 0))
                    .addLast(new RegistrationFrames())
                    .addLast(new Conversation());
        }
    }

    private final class Conversation extends SimpleChannelInboundHandler<RegistrationMessage> {

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
                ctx.writeAndFlush(new RegistrationMessage.Register(agent.sessionUid(), agent.generation()));
            } else if (event instanceof IdleStateEvent idle) {
                if (idle.state() == IdleState.READER_IDLE) {
                    ctx.close();
                } else {
                    ctx.writeAndFlush(new RegistrationMessage.Ping());
                }
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, RegistrationMessage message) {
            switch (message) {
                case RegistrationMessage.Registered accepted -> {
                    registered = !closed;
                    backoff.reset();
                    changed.run();
                }
                case RegistrationMessage.Refused refused -> {
                    listener.refused(
                            address.getHostString() + ":" + address.getPort(), refused.reason(), refused.text());
                    ctx.close();
                }
                case RegistrationMessage.Dial dial -> {
                    if (registered) {
                        dialBack(dial.nonce());
                    }
                }
                case RegistrationMessage.Ping ping -> {
                    // That it arrived is all it says.
                }
                case RegistrationMessage.Register register -> ctx.close();
            }
        }

        /** A refused key, a broken message, a lost connection: all the same, it is dialled again. */
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (!closed && channel != null) {
                listener.failed(address.getHostString() + ":" + address.getPort(), rootCause(cause));
            }
            ctx.close();
        }
    }

    /** TLS wraps the reason two or three times. */
    private static String rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
