package dev.periscope.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.periscope.gateway.testing.Rig;
import dev.periscope.tunnel.key.Identity;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RegistrationTest {

    private final Rig rig =
            new Rig(Map.of("PERISCOPE_REGISTER_PATIENCE_MS", "300", "PERISCOPE_HELLO_TIMEOUT_MS", "500"));
    private final Identity other = Identity.create("other", new SecureRandom(), Clock.systemUTC());

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void anAgentWhoseKeyIsInTheStatusIsRegistered() {
        Rig.Agent agent = rig.agent("a");
        rig.session("a", agent.identity.hash());
        await().until(agent::isRegistered);
        assertThat(agent.refusals).isEmpty();
        assertThat(rig.gateway.agents()).isEqualTo(1);
    }

    @Test
    void anAgentThatIsEarlierThanTheApiIsRegisteredOnceTheKeyShows() {
        Rig patient = new Rig(Map.of());
        try (patient) {
            Rig.Agent agent = patient.agent("a");
            patient.session("a", other.hash());
            patient.session("a", agent.identity.hash());
            await().until(agent::isRegistered);
        }
    }

    @Test
    void anAgentOfNoSessionOrOfAnotherKeyIsRefusedAndTriesAgain() {
        Rig.Agent agent = rig.agent("a");
        await().until(() -> agent.refusals.contains("UnknownSession"));
        rig.session("a", other.hash());
        await().until(() -> agent.refusals.contains("WrongKey"));
        assertThat(rig.gateway.agents()).isZero();
        rig.session("a", agent.identity.hash());
        await().until(agent::isRegistered);
    }

    @Test
    void aSessionThatGoesTakesItsRegistrationAlong() {
        Rig.Agent agent = rig.agent("a");
        rig.session("a", agent.identity.hash());
        await().until(agent::isRegistered);
        rig.sessions.remove("a");
        await().until(() -> !agent.isRegistered() && rig.gateway.agents() == 0);
        assertThat(agent.refusals).contains("UnknownSession");
    }

    @Test
    void aNewAgentOfTheSessionTakesTheOldOnesPlace() {
        Rig.Agent first = rig.agent("a");
        rig.session("a", first.identity.hash());
        await().until(first::isRegistered);
        Rig.Agent second = rig.agent("a");
        rig.session("a", second.identity.hash());
        await().until(() -> second.isRegistered() && !first.isRegistered());
        assertThat(first.refusals).contains("WrongKey");
    }

    @Test
    void anAgentLeavesAGatewayOfAnotherKey() {
        Rig.Agent agent = rig.agent("a");
        rig.session("a", agent.identity.hash());
        await().until(agent::isRegistered);
        agent.registration.gateways(java.util.List.of(new dev.periscope.tunnel.gateway.GatewayEndpoint(
                "127.0.0.1", rig.gateway.agentAddress().getPort(), other.hash())));
        await().until(() -> agent.failures.stream().anyMatch(text -> text.contains("not one that is expected")));
        assertThat(agent.isRegistered()).isFalse();
    }

    @Test
    void anAgentThatIsCutOffRegistersAgain() {
        Rig.Agent agent = rig.agent("a");
        rig.session("a", agent.identity.hash());
        await().until(agent::isRegistered);
        rig.sessions.remove("a");
        await().until(() -> !agent.isRegistered());
        rig.session("a", agent.identity.hash());
        await().until(agent::isRegistered);
    }

    @Test
    void firstBytesThatAreNeitherAreTurnedAway() throws IOException {
        for (String text : new String[] {"GET / HTTP/1.1\r\n", "PSDX", "PSDB\u0002"}) {
            try (Socket socket = rig.rawAgent()) {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void silenceIsTurnedAway() throws IOException {
        try (Socket socket = rig.rawAgent()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket socket = rig.client()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(rig.refused("HelloTimeout")).isTrue();
    }
}
