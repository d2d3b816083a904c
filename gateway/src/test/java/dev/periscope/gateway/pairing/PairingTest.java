package dev.periscope.gateway.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.periscope.gateway.testing.Hellos;
import dev.periscope.gateway.testing.Rig;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PairingTest {

    private static final String UID = "0a1b2c3d-0000-4000-8000-000000000000";
    private static final byte[] HELLO = Hellos.hello(TlsProvider.JDK, UID + ".session.periscope.dev");
    private static final int MIB = 1 << 20;

    private final Rig rig = new Rig(Map.of(
            "PERISCOPE_DIAL_BACK_TIMEOUT_MS", "400",
            "PERISCOPE_MAX_LINKS_PER_SESSION", "2",
            "PERISCOPE_MAX_CONNECTIONS_PER_SOURCE", "40",
            "PERISCOPE_IDLE_TIMEOUT_MS", "1000",
            "PERISCOPE_DRAIN_MS", "300"));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        rig.close();
        threads.shutdownNow();
    }

    private Rig.Agent registered() {
        Rig.Agent agent = rig.agent(UID);
        rig.session(UID, agent.identity.hash());
        await().until(agent::isRegistered);
        return agent;
    }

    private Socket clientSaysHello() throws IOException {
        Socket client = rig.client();
        client.getOutputStream().write(HELLO);
        return client;
    }

    /** The agent's side of a link: keeps what comes, and can say things. */
    private static final class Far extends ChannelInboundHandlerAdapter {
        private final ByteArrayOutputStream got = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> end = new CompletableFuture<>();
        private final CompletableFuture<Throwable> reset = new CompletableFuture<>();
        private final SocketChannel channel;

        private Far(Channel channel) {
            this.channel = (SocketChannel) channel;
        }

        static Far of(Channel channel) {
            Far far = new Far(channel);
            channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
            channel.pipeline().addLast(far);
            channel.config().setAutoRead(true);
            return far;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
            ByteBuf in = (ByteBuf) message;
            in.readBytes(got, in.readableBytes());
            in.release();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                end.complete(got.toByteArray());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            reset.complete(cause);
            ctx.close();
        }

        void say(String text) {
            channel.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8))
                    .syncUninterruptibly();
        }
    }

    private static Far far(Rig.Agent agent) throws InterruptedException {
        Channel channel = agent.dialBacks.poll(10, TimeUnit.SECONDS);
        assertThat(channel).as("a dial-back").isNotNull();
        return Far.of(channel);
    }

    @Test
    void theAgentGetsTheClientsBytesFromTheFirstAndHalfClosesAreCarried() throws Exception {
        Rig.Agent agent = registered();
        try (Socket client = clientSaysHello()) {
            Far far = far(agent);
            client.getOutputStream().write("more".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            byte[] got = far.end.get(10, TimeUnit.SECONDS);
            assertThat(got)
                    .startsWith(HELLO)
                    .endsWith("more".getBytes(StandardCharsets.UTF_8))
                    .hasSize(HELLO.length + 4);
            far.say("answer");
            far.channel.shutdownOutput();
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("answer");
        }
        await().until(() -> rig.metrics.openLinks() == 0);
    }

    @Test
    void aHelloThatComesByteByByteIsAsGood() throws Exception {
        Rig.Agent agent = registered();
        try (Socket client = rig.client()) {
            for (byte b : HELLO) {
                client.getOutputStream().write(b);
            }
            Far far = far(agent);
            client.shutdownOutput();
            assertThat(far.end.get(10, TimeUnit.SECONDS)).isEqualTo(HELLO);
        }
    }

    @Test
    void aResetOfTheAgentIsAResetForTheClientAfterWhatCameBefore() throws Exception {
        Rig.Agent agent = registered();
        try (Socket client = clientSaysHello()) {
            Far far = far(agent);
            far.say("last words");
            assertThat(client.getInputStream().readNBytes(10)).hasSize(10);
            far.channel.config().setSoLinger(0);
            far.channel.close();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aResetOfTheClientIsAResetForTheAgent() throws Exception {
        Rig.Agent agent = registered();
        Socket client = clientSaysHello();
        Far far = far(agent);
        await().until(() -> far.got.size() == HELLO.length);
        client.setSoLinger(true, 0);
        client.close();
        assertThat(far.reset.get(10, TimeUnit.SECONDS)).hasMessageContaining("reset");
    }

    @Test
    void bytesAreCopiedExactlyBothWaysAtOnceAlsoPastASlowReader() throws Exception {
        Rig.Agent agent = registered();
        try (Socket client = clientSaysHello()) {
            Channel back = agent.dialBacks.poll(10, TimeUnit.SECONDS);
            assertThat(back).isNotNull();
            back.pipeline().addLast(new Echo());
            back.config().setAutoRead(true);
            byte[] sent = new byte[64 * MIB];
            new SplittableRandom(1).nextBytes(sent);
            Future<?> sending = threads.submit(() -> {
                client.getOutputStream().write(sent);
                client.shutdownOutput();
                return null;
            });
            // Nothing is read until the client cannot send any more: every buffer on the way is full.
            await().during(200, TimeUnit.MILLISECONDS)
                    .atMost(20, TimeUnit.SECONDS)
                    .until(() -> !sending.isDone());
            assertThat(client.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(sent);
        }
    }

    /** Sends everything back, reading no faster than it is taken. */
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ctx.writeAndFlush(message);
            ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .addListener(written -> ((SocketChannel) ctx.channel()).shutdownOutput());
            }
        }
    }

    @Test
    void aSessionWithoutAnAgentIsTurnedAwayAtOnce() throws Exception {
        try (Socket client = clientSaysHello()) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(rig.refused("NoAgent")).isTrue();
    }

    @Test
    void aNameThatIsNoSessionsAndBytesThatAreNoHelloAreTurnedAway() throws Exception {
        try (Socket client = rig.client()) {
            client.getOutputStream().write(Hellos.hello(TlsProvider.JDK, "www.example"));
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket client = rig.client()) {
            client.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(rig.refused("NotASession")).isTrue();
        assertThat(rig.refused("MalformedHello")).isTrue();
    }

    @Test
    void aNonceThatWasMadeUpLeadsNowhere() throws Exception {
        registered();
        try (Socket agent = rig.rawAgent()) {
            agent.getOutputStream().write("PSDB\u0001".getBytes(StandardCharsets.ISO_8859_1));
            agent.getOutputStream().write(new byte[32]);
            assertThat(agent.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(rig.refused("UnknownNonce")).isTrue();
    }

    @Test
    void aSessionHasOnlySoManyLinksAndAPlaceIsGivenBack() throws Exception {
        Rig.Agent agent = registered();
        try (Socket first = clientSaysHello();
                Socket second = clientSaysHello()) {
            Far leaving = far(agent);
            far(agent);
            try (Socket third = clientSaysHello()) {
                assertThat(third.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(rig.refused("TooManyLinks")).isTrue();
            first.shutdownOutput();
            first.shutdownInput();
            leaving.channel.close();
            await().untilAsserted(() -> {
                try (Socket again = clientSaysHello()) {
                    assertThat(again.isConnected()).isTrue();
                    assertThat(agent.dialBacks.poll(300, TimeUnit.MILLISECONDS)).isNotNull();
                }
            });
            assertThat(second.isConnected()).isTrue();
        }
    }

    @Test
    void aSourceHasOnlySoManyConnections() throws Exception {
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            open.add(rig.client());
        }
        try (Socket oneMore = rig.client()) {
            assertThat(oneMore.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(rig.refused("TooManyConnections")).isTrue();
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Test
    void aPairThatIsSilentIsEnded() throws Exception {
        Rig.Agent agent = registered();
        try (Socket client = clientSaysHello()) {
            far(agent);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        await().until(() -> rig.metrics.openLinks() == 0);
    }

    @Test
    void drainingTakesNobodyNewAndEndsWhatIsLeftAfterItsTime() throws Exception {
        Rig.Agent agent = registered();
        try (Socket client = clientSaysHello()) {
            Far far = far(agent);
            Future<?> draining = threads.submit(rig.gateway::drain);
            await().until(() -> agent.refusals.contains("Draining"));
            far.say("still here");
            assertThat(client.getInputStream().readNBytes(10)).hasSize(10);
            draining.get(10, TimeUnit.SECONDS);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(rig::client).isInstanceOf(IOException.class);
        }
    }
}
