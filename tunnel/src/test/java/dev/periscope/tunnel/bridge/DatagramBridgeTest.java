package dev.periscope.tunnel.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.periscope.tunnel.link.LinkStream;
import dev.periscope.tunnel.link.OpenResult;
import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.Transport;
import dev.periscope.tunnel.testing.Dialer;
import dev.periscope.tunnel.testing.LinkPair;
import dev.periscope.tunnel.testing.NoLeaks;
import dev.periscope.tunnel.testing.SeededBytes;
import dev.periscope.tunnel.testing.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
@Timeout(30)
class DatagramBridgeTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static final class Received implements DatagramBridge.DatagramReceiver {
        private final BlockingQueue<byte[]> datagrams = new LinkedBlockingQueue<>();
        private final CompletableFuture<Optional<Errno>> end = new CompletableFuture<>();

        @Override
        public void datagram(ByteBuf payload) {
            datagrams.add(ByteBufUtil.getBytes(payload));
            payload.release();
        }

        @Override
        public void ended(Optional<Errno> errno) {
            end.complete(errno);
        }
    }

    private static DatagramBridge.DatagramFlow flow(LinkPair pair, int port, Duration idle, Received received)
            throws Exception {
        OpenResult result = pair.client()
                .open(new OpenRequest(Transport.UDP, LOOPBACK, port, Optional.empty()))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        LinkStream stream = ((OpenResult.Opened) result).stream();
        return stream.eventLoop()
                .submit(() -> DatagramBridge.over(stream, idle, received))
                .get(10, TimeUnit.SECONDS);
    }

    private static void send(LinkPair pair, DatagramBridge.DatagramFlow flow, byte[] payload) throws Exception {
        boolean sent = pair.client()
                .eventLoop()
                .submit(() -> flow.send(Unpooled.wrappedBuffer(payload)))
                .get(10, TimeUnit.SECONDS);
        assertThat(sent).isTrue();
    }

    @Test
    void datagramsOfEverySizeKeepTheirBounds() throws Exception {
        try (DatagramSocket server = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
                LinkPair pair = LinkPair.up(Wire.clear(), new Dialer(0))) {
            server.setSoTimeout(10_000);
            Received received = new Received();
            DatagramBridge.DatagramFlow flow = flow(pair, server.getLocalPort(), Duration.ofSeconds(30), received);
            byte[] buffer = new byte[65_535];
            for (int size : new int[] {1, 2, 512, 1_472, 20_000, DatagramBridge.MAX_PAYLOAD}) {
                byte[] payload = new byte[size];
                new SeededBytes(size).fill(payload, size);
                send(pair, flow, payload);
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                server.receive(packet);
                assertThat(packet.getLength()).isEqualTo(size);
                server.send(packet);
                assertThat(received.datagrams.poll(10, TimeUnit.SECONDS)).isEqualTo(payload);
            }
        }
    }

    @Test
    void aFlowNobodyUsesEndsOnBothSides() throws Exception {
        try (DatagramSocket server = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
                LinkPair pair = LinkPair.up(Wire.clear(), new Dialer(0))) {
            Received received = new Received();
            flow(pair, server.getLocalPort(), Duration.ofMillis(200), received);
            assertThat(received.end.get(10, TimeUnit.SECONDS)).isEmpty();
            await().untilAsserted(
                            () -> assertThat(pair.client().counters().streams()).isZero());
            await().untilAsserted(
                            () -> assertThat(pair.server().counters().streams()).isZero());
        }
    }

    @Test
    void anUnreachablePortIsARefusal() throws Exception {
        int free;
        try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            free = probe.getLocalPort();
        }
        try (LinkPair pair = LinkPair.up(Wire.clear(), new Dialer(0))) {
            Received received = new Received();
            DatagramBridge.DatagramFlow flow = flow(pair, free, Duration.ofSeconds(30), received);
            send(pair, flow, new byte[] {1});
            assertThat(received.end.get(10, TimeUnit.SECONDS)).contains(Errno.CONNECTION_REFUSED);
        }
    }
}
