package dev.periscope.client.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.client.outgoing.Asker;
import dev.periscope.tunnel.message.ResolveAnswer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DnsListenerTest {
    private static final Asker ASKER = new Asker(1, "test");
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int TIMEOUT_MILLIS = 10_000;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Names names = new Names();
    private final DnsListener listener = new DnsListener(names.answers());

    @BeforeEach
    void thePodHasAName() {
        names.pod(
                "db.shop",
                new ResolveAnswer.Found(
                        "db.shop",
                        List.of(),
                        List.of(new ResolveAnswer.Address(InetAddress.ofLiteral("10.96.0.9"), 30))));
    }

    @AfterEach
    void end() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void datagramsAreAnsweredAndGarbageDelaysNobody() throws Exception {
        Channel udp =
                listener.bind(group.next(), ASKER).toCompletableFuture().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        InetSocketAddress server = (InetSocketAddress) udp.localAddress();
        assertThat(server.getAddress().isLoopbackAddress()).isTrue();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            for (byte[] message : List.of(new byte[] {1, 2, 3}, Question.of("db.shop", Question.A))) {
                socket.send(new DatagramPacket(message, message.length, server));
            }
            DatagramPacket reply = new DatagramPacket(new byte[512], 512);
            socket.receive(reply);

            assertThat(reply.getSocketAddress()).isEqualTo(server);
            assertThat(Answer.read(Arrays.copyOf(reply.getData(), reply.getLength()))
                            .addresses())
                    .containsExactly("10.96.0.9");
        }
    }

    @Test
    void manyQuestionsOnOneConnectionAreAnsweredWithTheirLengths() throws Exception {
        try (Socket socket = connect()) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            byte[] known = Question.of("db.shop", Question.A);
            byte[] unknown = Question.of("nobody.shop", Question.A);
            out.writeShort(known.length);
            out.write(known, 0, 5);
            out.flush();
            out.write(known, 5, known.length - 5);
            out.writeShort(unknown.length);
            out.write(unknown);
            DataInputStream in = new DataInputStream(socket.getInputStream());

            assertThat(Answer.read(in.readNBytes(in.readUnsignedShort())).addresses())
                    .containsExactly("10.96.0.9");
            assertThat(Answer.read(in.readNBytes(in.readUnsignedShort())).code())
                    .isEqualTo(3);
        }
    }

    private Socket connect() throws IOException {
        Channel tcp = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        listener.serve(connection, ASKER);
                    }
                })
                .bind(LOOPBACK, 0)
                .syncUninterruptibly()
                .channel();
        Socket socket = new Socket(LOOPBACK, ((InetSocketAddress) tcp.localAddress()).getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }
}
