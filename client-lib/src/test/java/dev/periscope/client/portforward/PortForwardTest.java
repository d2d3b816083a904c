package dev.periscope.client.portforward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that speaks v4.channel.k8s.io as the kubelet does: the port first on each channel, then data. */
class PortForwardTest {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile String error = "";
    private Channel server;

    @BeforeEach
    void start() {
        server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(8_192),
                                        new Requests(),
                                        new WebSocketServerProtocolHandler(
                                                "/api", "v4.channel.k8s.io", true, 1 << 20, false, true),
                                        new Kubelet());
                    }
                })
                .bind(InetAddress.ofLiteral("127.0.0.1"), 0)
                .syncUninterruptibly()
                .channel();
    }

    @AfterEach
    void stop() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            requests.add(request.uri() + " " + request.headers().get("Authorization"));
            context.fireChannelRead(request.retain());
        }
    }

    /** Echoes channel 0, or tells the error on channel 1 at the first data. */
    private final class Kubelet extends SimpleChannelInboundHandler<BinaryWebSocketFrame> {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                for (int channel : new int[] {0, 1}) {
                    context.writeAndFlush(new BinaryWebSocketFrame(
                            Unpooled.buffer().writeByte(channel).writeShortLE(8443)));
                }
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, BinaryWebSocketFrame frame) {
            assertThat(frame.content().getByte(frame.content().readerIndex())).isZero();
            if (error.isEmpty()) {
                context.writeAndFlush(frame.retain());
            } else {
                context.writeAndFlush(
                        new BinaryWebSocketFrame(Unpooled.buffer().writeByte(1).writeBytes(error.getBytes(UTF_8))));
            }
        }
    }

    private PortForward forward() {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort())
                .withOauthToken("secret")
                .build();
        return new PortForward(config, group);
    }

    private static final class Received extends SimpleChannelInboundHandler<ByteBuf> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final List<Throwable> failures = new CopyOnWriteArrayList<>();

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf data) {
            byte[] read = ByteBufUtil.getBytes(data);
            synchronized (bytes) {
                bytes.write(read, 0, read.length);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            failures.add(cause);
        }

        byte[] all() {
            synchronized (bytes) {
                return bytes.toByteArray();
            }
        }
    }

    private Channel open(Received received) {
        Channel channel = forward()
                .open("periscope-system", "periscope-gateway-0", 8443, Duration.ofSeconds(5))
                .join();
        channel.pipeline().addLast(received);
        channel.config().setAutoRead(true);
        return channel;
    }

    @Test
    void bytesGoThereAndBackWithoutTheFramesOfThePort() {
        Received received = new Received();
        Channel channel = open(received);
        byte[] sent = new byte[3 << 20];
        new java.util.Random(1).nextBytes(sent);
        for (int from = 0; from < sent.length; from += 60_000) {
            channel.write(Unpooled.wrappedBuffer(sent, from, Math.min(60_000, sent.length - from)));
        }
        channel.flush();
        await().untilAsserted(() -> assertThat(received.all()).hasSize(sent.length));
        assertThat(received.all()).isEqualTo(sent);
        assertThat(requests)
                .containsExactly(
                        "/api/v1/namespaces/periscope-system/pods/periscope-gateway-0/portforward?ports=8443 Bearer secret");
        channel.close();
    }

    @Test
    void nothingIsReadWhileTheReaderPauses() {
        Received received = new Received();
        Channel channel = open(received);
        channel.config().setAutoRead(false);
        channel.writeAndFlush(Unpooled.copiedBuffer("x".repeat(1_000), UTF_8));
        await().during(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(received.all()).isEmpty());
        channel.config().setAutoRead(true);
        await().untilAsserted(() -> assertThat(received.all()).hasSize(1_000));
        channel.close();
    }

    @Test
    void anErrorAfterTheStartEndsTheConnectionWithItsText() {
        error = "connection refused to port 8443";
        Received received = new Received();
        Channel channel = open(received);
        channel.writeAndFlush(Unpooled.copiedBuffer("hello", UTF_8));
        await().untilAsserted(() -> assertThat(channel.isActive()).isFalse());
        assertThat(received.failures)
                .singleElement()
                .satisfies(cause -> assertThat(cause).hasMessage("connection refused to port 8443"));
    }

    @Test
    void aServerThatIsNotThereIsSaidSo() {
        PortForward forward = forward();
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        server.close().syncUninterruptibly();
        assertThatThrownBy(
                        () -> forward.open("a", "b", 1, Duration.ofSeconds(2)).join())
                .hasMessageContaining("the API server 127.0.0.1:" + port + " cannot be reached");
    }
}
