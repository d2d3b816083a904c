package dev.periscope.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigTest {

    @Test
    void anEmptyEnvironmentGivesTheDefaults() {
        assertThat(GatewayConfig.of(Map.of(), 2))
                .isEqualTo(new GatewayConfig(
                        8443,
                        8444,
                        8081,
                        Path.of("/etc/periscope/identity/key.pem"),
                        2,
                        20_000,
                        1_024,
                        64,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(10)));
    }

    @Test
    void everySettingHasItsVariable() {
        Map<String, String> all = Map.ofEntries(
                Map.entry("PERISCOPE_CLIENT_PORT", "1"),
                Map.entry("PERISCOPE_AGENT_PORT", "2"),
                Map.entry("PERISCOPE_HEALTH_PORT", "3"),
                Map.entry("PERISCOPE_IDENTITY_FILE", "/key"),
                Map.entry("PERISCOPE_THREADS", "4"),
                Map.entry("PERISCOPE_MAX_CONNECTIONS", "5"),
                Map.entry("PERISCOPE_MAX_CONNECTIONS_PER_SOURCE", "6"),
                Map.entry("PERISCOPE_MAX_LINKS_PER_SESSION", "7"),
                Map.entry("PERISCOPE_HELLO_TIMEOUT_MS", "800"),
                Map.entry("PERISCOPE_DIAL_BACK_TIMEOUT_MS", "900"),
                Map.entry("PERISCOPE_REGISTER_PATIENCE_MS", "1000"),
                Map.entry("PERISCOPE_IDLE_TIMEOUT_MS", "1100"),
                Map.entry("PERISCOPE_DRAIN_MS", " 1200 "));
        assertThat(GatewayConfig.of(all, 64))
                .isEqualTo(new GatewayConfig(
                        1,
                        2,
                        3,
                        Path.of("/key"),
                        4,
                        5,
                        6,
                        7,
                        Duration.ofMillis(800),
                        Duration.ofMillis(900),
                        Duration.ofMillis(1_000),
                        Duration.ofMillis(1_100),
                        Duration.ofMillis(1_200)));
    }

    @ParameterizedTest
    @CsvSource({
        "PERISCOPE_CLIENT_PORT, 65536, 0..65535",
        "PERISCOPE_THREADS, 0, 1..64",
        "PERISCOPE_DRAIN_MS, soon, 0..600000",
        "PERISCOPE_HELLO_TIMEOUT_MS, 99, 100..60000",
    })
    void aValueOutOfRangeIsNamedWithWhatWasExpected(String name, String value, String range) {
        assertThatThrownBy(() -> GatewayConfig.of(Map.of(name, value), 1))
                .hasMessageContaining(name)
                .hasMessageContaining(value)
                .hasMessageContaining(range);
    }
}
