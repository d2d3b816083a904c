package dev.periscope.tunnel.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.testing.Collector;
import dev.periscope.tunnel.testing.Dialer;
import dev.periscope.tunnel.testing.Exchange;
import dev.periscope.tunnel.testing.LinkPair;
import dev.periscope.tunnel.testing.NoLeaks;
import dev.periscope.tunnel.testing.Peers;
import dev.periscope.tunnel.testing.Wire;
import dev.periscope.tunnel.tls.TlsProvider;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A stream that does not move costs the others nothing, and the link little memory. */
@ExtendWith(NoLeaks.class)
@Timeout(90)
class StallTest {

    private static final int MIB = 1 << 20;
    private static final int STALLED = 32;

    private static final Wire WIRE = Wire.with(TlsProvider.BoringSSL);

    @Test
    void fastStreamsFinishBesideReadersThatDoNotRead() throws Exception {
        try (Peers peers = new Peers(0);
                LinkPair pair = LinkPair.up(WIRE, new Dialer(0))) {
            InetSocketAddress through = pair.forward(peers.server());
            List<Socket> stalled = stallReaders(peers, through);
            await().until(() -> pair.client().counters().bufferedBytes() > 1_000_000);
            Exchange fast = new Exchange(1, 2, 2 * MIB, 2 * MIB, Exchange.Pace.full());
            peers.exchange(through, 8, fast, fast.mirrored());
            assertThat(pair.client().ping().toCompletableFuture().get(5, TimeUnit.SECONDS))
                    .isLessThan(TimeUnit.SECONDS.toNanos(2));
            for (Socket socket : stalled) {
                socket.close();
            }
            await().untilAsserted(() ->
                    assertThat(pair.client().counters().bufferedBytes()).isZero());
        }
    }

    private static List<Socket> stallReaders(Peers peers, InetSocketAddress through) throws Exception {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < STALLED; i++) {
            sockets.add(peers.connect(through));
            Socket server = peers.accept();
            sockets.add(server);
            peers.threads().submit(() -> {
                server.getOutputStream().write(new byte[16 * MIB]);
                return null;
            });
        }
        return sockets;
    }

    @Test
    void fastStreamsFinishBesideServersThatDoNotRead() throws Exception {
        try (Peers peers = new Peers(0);
                LinkPair pair = LinkPair.up(WIRE, new Dialer(0))) {
            InetSocketAddress through = pair.forward(peers.server());
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < STALLED; i++) {
                Socket app = peers.connect(through);
                sockets.add(app);
                sockets.add(peers.accept());
                peers.threads().submit(() -> {
                    app.getOutputStream().write(new byte[16 * MIB]);
                    return null;
                });
            }
            await().until(() -> pair.server().counters().bufferedBytes() > 1_000_000);
            Exchange fast = new Exchange(1, 2, 2 * MIB, 2 * MIB, Exchange.Pace.full());
            peers.exchange(through, 8, fast, fast.mirrored());
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aPausingServerAndASlowReaderGetEveryByte() throws Exception {
        try (Peers peers = new Peers(0);
                LinkPair pair = LinkPair.up(WIRE, new Dialer(0))) {
            Exchange app = new Exchange(7, 8, 6 * MIB, 6 * MIB, new PausesUntilTheOtherIsStuck(pair));
            peers.exchange(pair.forward(peers.server()), 1, app, app.mirrored());
            peers.exchange(
                    pair.forward(peers.server()),
                    1,
                    app.at(Exchange.Pace.full()),
                    app.mirrored().at(app.pace()));
        }
    }

    /** Every few MiB it reads nothing until nothing more arrives on the link, that is, until all windows are full. */
    private record PausesUntilTheOtherIsStuck(LinkPair pair) implements Exchange.Pace {

        private static final long EVERY = 2L * MIB;

        @Override
        public void afterRead(long soFar) {
            if (soFar / EVERY != (soFar - (16 << 10)) / EVERY && soFar > EVERY / 2) {
                AtomicLong last = new AtomicLong(-1);
                await().pollInterval(50, TimeUnit.MILLISECONDS).until(() -> {
                    long now = moved();
                    return last.getAndSet(now) == now;
                });
            }
        }

        private long moved() throws Exception {
            return pair.client().counters().bytesReceived()
                    + pair.server().counters().bytesReceived();
        }
    }

    @Test
    void memoryBeyondTheCapCostsTheStreamThatHoldsMost() throws Exception {
        LinkOptions small = LinkOptions.standard().withMemoryCap(MIB);
        CountDownLatch end = new CountDownLatch(1);
        try (Peers peers = new Peers(0);
                LinkPair pair = LinkPair.up(Wire.clear(), small, new Dialer(0))) {
            List<Collector> stalled = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                OpenResult.Opened opened = (OpenResult.Opened) pair.open(peers.server());
                stalled.add(Collector.stalled(opened.stream()));
                Socket server = peers.accept();
                peers.threads().submit(() -> {
                    server.getOutputStream().write(new byte[MIB]);
                    end.await();
                    return null;
                });
            }
            await().until(() -> stalled.stream().anyMatch(collector -> collector.reset.isDone()));
            assertThat(stalled.stream().filter(c -> c.reset.isDone()).map(c -> c.reset.getNow(Errno.OTHER)))
                    .containsOnly(Errno.LIMIT);
            assertThat(pair.client().counters().bufferedBytes()).isLessThanOrEqualTo(MIB);
            end.countDown();
        }
    }
}
