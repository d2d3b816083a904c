package dev.periscope.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlCodecTest {

    private static final AgentMessage.Facts FACTS = new AgentMessage.Facts(
            Optional.of("10.244.0.7"),
            AgentMessage.EnvironmentSource.Process,
            1000,
            3000,
            Optional.of(1000),
            Optional.of(3000),
            Optional.empty(),
            "BoringSSL",
            Map.of());

    @Test
    void anEnrolmentHasThisForm() {
        String json = ControlCodec.encode(new AgentMessage.Enrol("uid-1", 2, "t", "1.0", FACTS));

        assertThat(json)
                .isEqualTo(
                        "{\"type\":\"enrol\",\"sessionUid\":\"uid-1\",\"generation\":2,\"token\":\"t\",\"version\":\"1.0\","
                                + "\"facts\":{\"podAddress\":\"10.244.0.7\",\"environment\":\"Process\",\"uid\":1000,\"gid\":3000,"
                                + "\"targetUid\":1000,\"targetGid\":3000,\"tls\":\"BoringSSL\",\"notes\":{}}}");
    }

    @Test
    void messagesOfBothSidesComeBackAsTheyWent() throws Exception {
        var leaving = new AgentMessage.Leaving("HeadRoom", "12 MiB left");
        var configure = new OperatorMessage.Configure(
                7,
                "shop",
                "dev",
                "uid-1.session.periscope.dev",
                new OperatorMessage.Outgoing(
                        List.of("postgres.shop.svc"),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Map.of(),
                        "Loopback",
                        "Drain"),
                List.of(),
                List.of(new OperatorMessage.Client("laptop", "MFk=")),
                List.of(new OperatorMessage.Gateway("periscope-gateway-0", 8444, "ab")),
                new OperatorMessage.Environment(
                        AgentMessage.EnvironmentSource.PodSpec,
                        List.of("*"),
                        List.of(),
                        List.of("TOKEN"),
                        Map.of("A", "b")),
                new OperatorMessage.Limits(2000, 64 << 20, 24 << 20));

        assertThat(ControlCodec.decodeAgentMessage(ControlCodec.encode(leaving)))
                .isEqualTo(leaving);
        assertThat(ControlCodec.decodeOperatorMessage(ControlCodec.encode(configure)))
                .isEqualTo(configure);
    }

    @Test
    void fieldsOfANewerPeerAreIgnored() throws Exception {
        var message = ControlCodec.decodeOperatorMessage(
                "{\"type\":\"end\",\"reason\":\"Expired\",\"message\":\"8h are over\",\"since\":{\"newer\":true}}");

        assertThat(message).isEqualTo(new OperatorMessage.End("Expired", "8h are over"));
    }

    @Test
    void aMalformedMessageIsRefusedWithoutQuotingIt() {
        for (String text :
                List.of("", "null", "[]", "{\"type\":\"secret-type\"}", "{\"type\":\"enrol\",\"token\":\"secret\"}")) {
            assertThatThrownBy(() -> ControlCodec.decodeAgentMessage(text))
                    .isInstanceOf(MalformedMessageException.class)
                    .message()
                    .doesNotContain("secret");
        }
    }

    @Test
    void aMessageWithoutAFieldThatIsNotOptionalIsRefused() {
        for (String text : List.of(
                "{\"type\":\"leaving\",\"reason\":\"Ended\"}",
                "{\"type\":\"leaving\",\"reason\":\"Ended\",\"message\":null}",
                "{\"type\":\"configured\",\"filterHash\":\"ab\"}",
                "{\"type\":\"resume\",\"sessionUid\":\"uid-1\",\"generation\":2,\"version\":\"1.0\"}")) {
            assertThatThrownBy(() -> ControlCodec.decodeAgentMessage(text))
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void valuesOfTheEnvironmentDoNotReachALog() {
        var environment = new OperatorMessage.Environment(
                AgentMessage.EnvironmentSource.PodSpec, List.of(), List.of(), List.of(), Map.of("PASSWORD", "secret"));

        assertThat(environment.toString()).doesNotContain("secret");
    }
}
