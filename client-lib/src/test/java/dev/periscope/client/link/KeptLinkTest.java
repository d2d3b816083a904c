package dev.periscope.client.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.periscope.client.testing.Daemon;
import dev.periscope.client.testing.EchoServer;
import dev.periscope.client.testing.FakeAgent;
import dev.periscope.client.testing.LocalClient;
import dev.periscope.tunnel.link.LinkEnd;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link that is lost, drained, replaced or ended. */
class KeptLinkTest {
    @TempDir
    Path folder;

    private static Socket connect(LocalClient client, String id) throws IOException {
        String answer = client.ask("CONNECT " + id + " tcp 10.96.0.10 5432");
        return new Socket("127.0.0.1", Integer.parseInt(answer.substring(answer.lastIndexOf(' ') + 1)));
    }

    private static String firstByte(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(1), StandardCharsets.UTF_8);
    }

    @Test
    void aLostLinkIsDialledAgainAndRequestsWaitForIt() throws IOException {
        try (FakeAgent agent = new FakeAgent();
                EchoServer server = new EchoServer("x");
                Daemon daemon = new Daemon(folder, agent);
                LocalClient client = LocalClient.greeted(daemon.socket(), 1)) {
            agent.serve("10.96.0.10", 5432, server.tcp());
            agent.endLinks(LinkEnd.Reason.OTHER, "the test");
            await().untilAsserted(() -> assertThat(daemon.events()).contains("down"));
            try (Socket socket = connect(client, "1")) {
                assertThat(firstByte(socket)).isEqualTo("x");
            }
            assertThat(daemon.events()).startsWith("up").contains("down").endsWith("up");
        }
    }

    @Test
    void aReplacedAgentIsFollowedAndTheOldOnesStreamsAreReset() throws IOException {
        try (FakeAgent first = new FakeAgent();
                FakeAgent second = new FakeAgent();
                EchoServer one = new EchoServer("1");
                EchoServer two = new EchoServer("2");
                Daemon daemon = new Daemon(folder, first);
                LocalClient client = LocalClient.greeted(daemon.socket(), 1)) {
            first.serve("10.96.0.10", 5432, one.tcp());
            second.serve("10.96.0.10", 5432, two.tcp());
            try (Socket old = connect(client, "1")) {
                assertThat(firstByte(old)).isEqualTo("1");

                daemon.link().agent(second.coordinates());

                old.setSoTimeout(5_000);
                Assertions.assertThatThrownBy(() -> old.getInputStream().readAllBytes())
                        .isInstanceOf(SocketException.class);
                try (Socket fresh = connect(client, "2")) {
                    assertThat(firstByte(fresh)).isEqualTo("2");
                }
            }
        }
    }

    @Test
    void aDrainedLinkKeepsWhatIsOpenAndNewFlowsTakeAnother() throws IOException {
        try (FakeAgent agent = new FakeAgent();
                EchoServer server = new EchoServer("x");
                Daemon daemon = new Daemon(folder, agent);
                LocalClient client = LocalClient.greeted(daemon.socket(), 1)) {
            agent.serve("10.96.0.10", 5432, server.tcp());
            try (Socket old = connect(client, "1")) {
                assertThat(firstByte(old)).isEqualTo("x");
                agent.goAway(LinkEnd.Reason.SHUTDOWN, "restarting");
                await().untilAsserted(
                                () -> assertThat(daemon.events()).endsWith("up").contains("down"));
                try (Socket fresh = connect(client, "2")) {
                    assertThat(firstByte(fresh)).isEqualTo("x");
                }
                old.getInputStream().readNBytes(1);
                old.getOutputStream().write('y');
                assertThat(firstByte(old)).isEqualTo("y");
            }
        }
    }

    @Test
    void anEndedSessionIsNotDialledAgain() {
        try (FakeAgent agent = new FakeAgent();
                Daemon daemon = new Daemon(folder, agent)) {
            agent.endLinks(LinkEnd.Reason.SESSION_ENDED, "expired");
            await().untilAsserted(() -> assertThat(daemon.events()).contains("ended expired"));
            assertThat(agent.links()).isZero();
        }
    }

    @Test
    void anAgentWithAnotherKeyThanPublishedIsNotTalkedTo() {
        try (FakeAgent agent = new FakeAgent();
                FakeAgent impostor = new FakeAgent();
                Daemon daemon = new Daemon(folder, agent)) {
            AgentCoordinates forged = new AgentCoordinates(
                    new dev.periscope.tunnel.key.KeyHash("0".repeat(64)),
                    "uid.session.periscope.dev",
                    impostor.coordinates().endpoints());
            daemon.link().agent(forged);
            await().untilAsserted(() ->
                    assertThat(daemon.events()).anyMatch(event -> event.startsWith("failed gateway 127.0.0.1")));
            assertThat(impostor.links()).isZero();
        }
    }
}
