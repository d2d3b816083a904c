package dev.periscope.client.portforward;

import io.fabric8.kubernetes.client.Config;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Opens connections to a pod's port through the API server. Needs {@code get} on
 * {@code pods/portforward}, as the upgrade is a GET, and in newer Kubernetes {@code create}.
 * Thread-safe.
 */
public final class PortForward {
    /** A frame of the API server holds at most 64 KiB of data; more is refused before it is read. */
    private static final int MAX_FRAME = 1 << 20;

    private final ApiServerAccess access;
    private final EventLoopGroup group;

    public PortForward(Config config, EventLoopGroup group) {
        this.access = new ApiServerAccess(config);
        this.group = group;
    }

    /**
     * A channel that reads and writes the forwarded connection's bytes as {@code ByteBuf}. It does not read by itself:
     * add handlers, then switch {@code autoRead} on. The path has no half-close. Fails with {@link IOException}.
     */
    public CompletableFuture<Channel> open(String namespace, String pod, int port, Duration timeout) {
        CompletableFuture<Channel> opened = new CompletableFuture<>();
        URI uri = access.portForward(namespace, pod, port);
        Optional<SslContext> tls;
        try {
            tls = access.tls(uri);
        } catch (GeneralSecurityException | IOException e) {
            opened.completeExceptionally(
                    new IOException("the kubeconfig's certificates cannot be used: " + e.getMessage(), e));
            return opened;
        }
        String host = access.serverName(uri);
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(uri)
                .version(WebSocketVersion.V13)
                .subprotocol("v4.channel.k8s.io")
                .customHeaders(access.headers())
                .maxFramePayloadLength(MAX_FRAME)
                .handshakeTimeoutMillis(timeout.toMillis())
                .handleCloseFrames(false)
                .build();
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        tls.ifPresent(context ->
                                channel.pipeline().addLast(context.newHandler(channel.alloc(), host, uri.getPort())));
                        channel.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(64 << 10),
                                        new WebSocketClientProtocolHandler(config),
                                        new PortForwardCodec(),
                                        new Opening(opened));
                    }
                });
        ChannelFuture connecting = bootstrap.connect(host(uri), uri.getPort());
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                opened.completeExceptionally(new IOException(
                        "the API server " + uri.getHost() + ":" + uri.getPort() + " cannot be reached: "
                                + done.cause().getMessage(),
                        done.cause()));
            }
        });
        return opened;
    }

    private static String host(URI uri) {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Waits for the handshake, then leaves the pipeline. */
    private static final class Opening extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<Channel> opened;

        Opening(CompletableFuture<Channel> opened) {
            this.opened = opened;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                context.channel().config().setAutoRead(false);
                context.pipeline().remove(this);
                if (!opened.complete(context.channel())) {
                    context.close();
                }
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            opened.completeExceptionally(describe(cause));
            context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            opened.completeExceptionally(
                    new IOException("the API server closed the connection before it was upgraded"));
        }

        private static IOException describe(Throwable cause) {
            if (cause instanceof WebSocketClientHandshakeException refused && refused.response() != null) {
                HttpResponseStatus status = refused.response().status();
                String right = status.equals(HttpResponseStatus.FORBIDDEN)
                        ? " (it takes get and create on pods/portforward, see docs/reference/rbac.md)"
                        : "";
                return new IOException("the API server answered " + status + right, cause);
            }
            return new IOException(cause.getMessage(), cause);
        }
    }
}
