package dev.periscope.javaagent.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClientSocketTest {
    @TempDir
    Path folder;

    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
    private volatile String welcome = "WELCOME v=1 session=x dns=127.0.0.53,192.0.2.53\n";
    private volatile String answer = "LOCAL 1\n";
    private ServerSocketChannel server;
    private ClientSocket client;

    @BeforeEach
    void listen() throws IOException {
        Path socket = folder.resolve("client");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread accepting = new Thread(this::accept);
        accepting.setDaemon(true);
        accepting.start();
        client = new ClientSocket(socket.toString());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void oneConnectionServesOneQuestionAfterTheOther() throws IOException {
        for (int i = 0; i < 5; i++) {
            assertThat(client.ask("RESOLVE", "0 a").kind()).isEqualTo(Answer.Kind.LOCAL);
        }

        assertThat(connections).hasSize(1);
    }

    @Test
    void theGreetingNamesTheNameserversItAnswersFor() throws IOException {
        assertThat(client.servesDns(InetAddress.getByName("127.0.0.53"))).isFalse();

        client.greet();

        assertThat(client.servesDns(InetAddress.getByName("127.0.0.53"))).isTrue();
        assertThat(client.servesDns(InetAddress.getByName("192.0.2.53"))).isTrue();
        assertThat(client.servesDns(InetAddress.getByName("192.0.2.54"))).isFalse();
    }

    @Test
    void aConnectionThatBrokeWhileIdleIsReplaced() throws IOException {
        client.ask("RESOLVE", "0 a");
        connections.get(0).close();

        assertThat(client.ask("RESOLVE", "0 a").kind()).isEqualTo(Answer.Kind.LOCAL);
        assertThat(connections).hasSize(2);
    }

    @Test
    void aRefusalSaysWhy() {
        welcome = "BYE session expired\n";

        assertThatThrownBy(() -> client.ask("RESOLVE", "0 a"))
                .hasMessage("the Periscope client refuses this program (session expired)");
    }

    @Test
    void aRefusalInPlaceOfAnAnswerSaysWhyToo() {
        answer = "BYE session over\n";

        assertThatThrownBy(() -> client.ask("RESOLVE", "0 a"))
                .hasMessage("the Periscope client refuses this program (session over)");
    }

    @Test
    void anAnswerWithoutAnEndIsGivenUp() {
        answer = "NX 1 " + "x".repeat(5_000);

        assertThatThrownBy(() -> client.ask("RESOLVE", "0 a")).hasMessageContaining("too long");
    }

    @Test
    void anAnswerInPiecesIsPutTogether() throws IOException {
        answer = "NX 1 |because of |a rule\n";

        assertThat(client.ask("RESOLVE", "0 a")).isEqualTo(new Answer(Answer.Kind.NX, "because of a rule"));
    }

    @Test
    void aClientThatIsNotThereIsGone() throws IOException {
        server.close();

        assertThatThrownBy(() -> client.ask("RESOLVE", "0 a")).hasMessageStartingWith("the Periscope client is gone");
    }

    @Test
    void anInterruptedThreadGetsItsAnswerAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();

        assertThat(client.ask("RESOLVE", "0 a").kind()).isEqualTo(Answer.Kind.LOCAL);
        assertThat(Thread.interrupted()).isTrue();
    }

    private void accept() {
        while (true) {
            try {
                SocketChannel connection = server.accept();
                connections.add(connection);
                Thread serving = new Thread(() -> serve(connection));
                serving.setDaemon(true);
                serving.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (BufferedReader in = new BufferedReader(Channels.newReader(connection, StandardCharsets.UTF_8))) {
            String line;
            while ((line = in.readLine()) != null) {
                String text = line.startsWith("HELLO ") ? welcome : answer;
                for (String piece : text.split("\\|")) {
                    connection.write(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }
}
