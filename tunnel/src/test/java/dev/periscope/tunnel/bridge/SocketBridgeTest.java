package dev.periscope.tunnel.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.periscope.tunnel.testing.Dialer;
import dev.periscope.tunnel.testing.LinkPair;
import dev.periscope.tunnel.testing.NoLeaks;
import dev.periscope.tunnel.testing.Peers;
import dev.periscope.tunnel.testing.SeededBytes;
import dev.periscope.tunnel.testing.Wire;
import dev.periscope.tunnel.tls.TlsProvider;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a program sees through the bridges is what it would see on a plain connection. */
@ExtendWith(NoLeaks.class)
@Timeout(30)
class SocketBridgeTest {

    private static final int MIB = 1 << 20;

    private final Peers peers;
    private final LinkPair pair;

    SocketBridgeTest() throws Exception {
        peers = new Peers(0);
        pair = LinkPair.up(Wire.with(TlsProvider.BoringSSL), new Dialer(0));
    }

    private Socket app = new Socket();
    private Socket server = new Socket();

    @BeforeEach
    void connect() throws Exception {
        app = peers.connect(pair.forward(peers.server()));
        server = peers.accept();
        app.setSoTimeout(10_000);
        server.setSoTimeout(10_000);
    }

    @AfterEach
    void close() throws Exception {
        app.close();
        server.close();
        await().untilAsserted(
                        () -> assertThat(pair.client().counters().streams()).isZero());
        await().untilAsserted(
                        () -> assertThat(pair.server().counters().streams()).isZero());
        pair.close();
        peers.close();
    }

    @Test
    void aHalfCloseIsCarriedAndTheOtherDirectionGoesOn() throws Exception {
        send(app, "question");
        app.shutdownOutput();
        assertThat(new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("question");
        send(server, "a long answer");
        server.shutdownOutput();
        assertThat(new String(app.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("a long answer");
    }

    @Test
    void aHalfCloseOfTheServerLeavesTheAppsDirectionOpen() throws Exception {
        server.shutdownOutput();
        assertThat(app.getInputStream().read()).isEqualTo(-1);
        send(app, "still talking");
        app.shutdownOutput();
        assertThat(new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("still talking");
    }

    @Test
    void aResetOfTheServerIsAResetForTheApp() throws Exception {
        reset(server);
        assertThatThrownBy(() -> app.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void aResetOfTheAppIsAResetForTheServer() throws Exception {
        reset(app);
        assertThatThrownBy(() -> server.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void bytesBeforeAResetArriveFirst() throws Exception {
        send(server, "last words");
        byte[] got = app.getInputStream().readNBytes("last words".length());
        reset(server);
        assertThat(new String(got, StandardCharsets.UTF_8)).isEqualTo("last words");
        assertThatThrownBy(() -> app.getInputStream().read()).isInstanceOf(SocketException.class);
    }

    @Test
    void writingToAPeerThatHasClosedEndsInAnError() throws Exception {
        server.close();
        assertThat(app.getInputStream().read()).as("its FIN").isEqualTo(-1);
        await().untilAsserted(() ->
                assertThatThrownBy(() -> send(app, "anybody there?")).isInstanceOf(IOException.class));
    }

    @Test
    void nothingIsCutOffWhenTheSenderClosesAtOnce() throws Exception {
        byte[] sent = new byte[8 * MIB];
        new SeededBytes(5).fill(sent, sent.length);
        peers.threads().submit(() -> {
            server.getOutputStream().write(sent);
            server.close();
            return null;
        });
        assertThat(app.getInputStream().readAllBytes()).isEqualTo(sent);
    }

    @Test
    void aReaderThatNeverReadsHoldsTheSenderAndLittleMemory() throws Exception {
        var sending = peers.threads().submit(() -> {
            server.getOutputStream().write(new byte[64 * MIB]);
            return null;
        });
        await().until(() -> pair.client().counters().bufferedBytes() > 100_000);
        assertThat(pair.client().counters().bufferedBytes()).isLessThanOrEqualTo(MIB);
        assertThat(sending.isDone()).isFalse();
        app.close();
        await().until(() -> sending.isDone());
        await().untilAsserted(() ->
                assertThat(pair.client().counters().bufferedBytes()).isZero());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
