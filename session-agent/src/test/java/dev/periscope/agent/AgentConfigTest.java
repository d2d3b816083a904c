package dev.periscope.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.periscope.agent.control.OperatorAddress;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentConfigTest {

    private static final Map<String, String> GOOD = Map.of(
            "PERISCOPE_SESSION_UID", "0c2f5f0e",
            "PERISCOPE_GENERATION", "3",
            "PERISCOPE_CONTROL", "periscope-operator.periscope-system.svc:9443",
            "PERISCOPE_OPERATOR_KEY_HASH", "a".repeat(64),
            "PERISCOPE_TOKEN", "s3cret",
            "PERISCOPE_TARGET_CONTAINER_TIED", "true");

    @Test
    void readsWhatTheOperatorWrites() throws InvalidConfigException {
        AgentConfig config = AgentConfig.from(GOOD);

        assertThat(config.sessionUid()).isEqualTo("0c2f5f0e");
        assertThat(config.generation()).isEqualTo(3);
        assertThat(config.operator()).isEqualTo(new OperatorAddress("periscope-operator.periscope-system.svc", 9443));
        assertThat(config.operatorKey().hex()).isEqualTo("a".repeat(64));
        assertThat(config.tied()).isTrue();
    }

    @Test
    void theTokenDoesNotShowInText() throws InvalidConfigException {
        assertThat(AgentConfig.from(GOOD).toString()).doesNotContain("s3cret");
    }

    @Test
    void anIpv6OperatorStandsInBrackets() throws InvalidConfigException {
        Map<String, String> environment = new HashMap<>(GOOD);
        environment.put("PERISCOPE_CONTROL", "[fd00::1]:9443");

        OperatorAddress operator = AgentConfig.from(environment).operator();

        assertThat(operator.host()).isEqualTo("fd00::1");
        assertThat(operator).hasToString("[fd00::1]:9443");
    }

    @ParameterizedTest
    @CsvSource({
        "PERISCOPE_SESSION_UID, '', is not set",
        "PERISCOPE_GENERATION, 0, a number from 1",
        "PERISCOPE_GENERATION, three, a number from 1",
        "PERISCOPE_CONTROL, operator, host:port",
        "PERISCOPE_CONTROL, operator:99999, host:port",
        "PERISCOPE_OPERATOR_KEY_HASH, ABC, 64 lower-case hex digits",
        "PERISCOPE_TARGET_CONTAINER_TIED, yes, true or false",
        "PERISCOPE_TOKEN, '', is not set"
    })
    void whatItCannotUseIsNamedWithWhatWasExpected(String variable, String value, String expected) {
        Map<String, String> environment = new HashMap<>(GOOD);
        environment.put(variable, value);

        assertThatThrownBy(() -> AgentConfig.from(environment))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(variable)
                .hasMessageContaining(expected);
    }
}
