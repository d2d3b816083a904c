package dev.periscope.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsMappingTest {

    @Test
    void withoutAnySettingTheDefaultsHold() {
        assertThat(settings(Map.of()))
                .isEqualTo(new Settings(
                        "periscope-system",
                        "periscope/agent:dev",
                        "IfNotPresent",
                        new HostPort("periscope-operator.periscope-system.svc", 9443),
                        List.of(new HostPort("periscope-gateway-0.periscope-gateway.periscope-system.svc", 8444)),
                        "periscope-gateway",
                        8443,
                        Optional.empty(),
                        SecretsRule.IfReadable,
                        Settings.Times.DEFAULT));
    }

    @Test
    void everySettingIsTaken() {
        assertThat(settings(Map.ofEntries(
                        Map.entry("periscope.namespace", "tools"),
                        Map.entry("periscope.agent.image", "agent:1"),
                        Map.entry("periscope.agent.pull-policy", "Always"),
                        Map.entry("periscope.agent.start-deadline", "2m"),
                        Map.entry("periscope.agent.reconnect-grace", "10s"),
                        Map.entry("periscope.control.address", "10.0.0.1:9999"),
                        Map.entry("periscope.gateway.hosts", "a,b:1"),
                        Map.entry("periscope.gateway.external", "[2001:db8::1]:30443"),
                        Map.entry("periscope.gateway.service", "gw"),
                        Map.entry("periscope.gateway.client-port", "443"),
                        Map.entry("periscope.secrets", "Deny"))))
                .isEqualTo(new Settings(
                        "tools",
                        "agent:1",
                        "Always",
                        new HostPort("10.0.0.1", 9999),
                        List.of(new HostPort("a", 8444), new HostPort("b", 1)),
                        "gw",
                        443,
                        Optional.of(new HostPort("2001:db8::1", 30443)),
                        SecretsRule.Deny,
                        new Settings.Times(Duration.ofMinutes(2), Duration.ofSeconds(10), Duration.ofSeconds(5))));
    }

    @Test
    void aSettingOutOfBoundsIsNamed() {
        assertThatThrownBy(() -> settings(Map.of("periscope.agent.start-deadline", "1s")))
                .hasMessageContaining("periscope.agent.start-deadline: expected PT10S to PT10M, found PT1S");
        assertThatThrownBy(() -> settings(Map.of("periscope.gateway.hosts", "a:b")))
                .hasMessageContaining("periscope.gateway.hosts: expected host:port, found 'a:b'");
    }

    private static Settings settings(Map<String, String> properties) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withDefaultValues(properties)
                .withMapping(SettingsMapping.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .build();
        return config.getConfigMapping(SettingsMapping.class).settings();
    }
}
