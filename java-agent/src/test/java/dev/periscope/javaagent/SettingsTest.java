package dev.periscope.javaagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsTest {
    @Test
    void theSocketComesFromTheEnvironment() {
        assertThat(Settings.of(null, Map.of("PERISCOPE_SOCKET", "/run/x"))).isEqualTo(new Settings("/run/x", false));
    }

    @Test
    void argumentsWinAndUnknownOnesAreIgnored() {
        Map<String, String> environment = Map.of("PERISCOPE_SOCKET", "/run/x", "PERISCOPE_INTERCEPT_TOOLS", "1");

        assertThat(Settings.of("later=7,socket=/run/a=b,tools=0", environment))
                .isEqualTo(new Settings("/run/a=b", false));
    }

    @Test
    void nothingIsNoSocket() {
        assertThat(Settings.of("", Map.of("PERISCOPE_SOCKET", ""))).isEqualTo(new Settings(null, false));
    }
}
