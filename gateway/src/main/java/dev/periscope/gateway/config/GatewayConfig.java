package dev.periscope.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The gateway's settings, each from the environment variable of its name.
 *
 * @param clientPort {@code PERISCOPE_CLIENT_PORT}, where clients arrive; 0 takes any free port
 * @param agentPort {@code PERISCOPE_AGENT_PORT}, where agents arrive; 0 takes any free port
 * @param healthPort {@code PERISCOPE_HEALTH_PORT}, health and metrics; 0 takes any free port
 * @param identity {@code PERISCOPE_IDENTITY_FILE}, the key in PEM
 * @param threads {@code PERISCOPE_THREADS}, event loops, 1..64
 * @param maxConnections {@code PERISCOPE_MAX_CONNECTIONS}, of clients and agents together, 1..1,000,000
 * @param maxPerSource {@code PERISCOPE_MAX_CONNECTIONS_PER_SOURCE}, from one address (IPv6: one /64) to one port
 * @param maxPerSession {@code PERISCOPE_MAX_LINKS_PER_SESSION}, clients of one session, waiting ones included
 * @param helloTimeout {@code PERISCOPE_HELLO_TIMEOUT_MS}, for the first bytes of a connection, TLS of agents included
 * @param dialBackTimeout {@code PERISCOPE_DIAL_BACK_TIMEOUT_MS}, for an agent to dial back
 * @param registerPatience {@code PERISCOPE_REGISTER_PATIENCE_MS}, how long an agent may wait for the API to show its key
 * @param idleTimeout {@code PERISCOPE_IDLE_TIMEOUT_MS}, for a pair of links with no byte either way
 * @param drain {@code PERISCOPE_DRAIN_MS}, how long open links may go on after SIGTERM
 */
public record GatewayConfig(
        int clientPort,
        int agentPort,
        int healthPort,
        Path identity,
        int threads,
        int maxConnections,
        int maxPerSource,
        int maxPerSession,
        Duration helloTimeout,
        Duration dialBackTimeout,
        Duration registerPatience,
        Duration idleTimeout,
        Duration drain) {

    private static final int DAY_MILLIS = 86_400_000;

    /**
     * @param processors how many processors there are, for the default of {@code threads}
     * @throws IllegalArgumentException naming the variable, the value and what was expected
     */
    public static GatewayConfig of(Map<String, String> environment, int processors) {
        Settings settings = new Settings(environment);
        return new GatewayConfig(
                settings.number("PERISCOPE_CLIENT_PORT", 8443, 0, 65_535),
                settings.number("PERISCOPE_AGENT_PORT", 8444, 0, 65_535),
                settings.number("PERISCOPE_HEALTH_PORT", 8081, 0, 65_535),
                Path.of(settings.text("PERISCOPE_IDENTITY_FILE", "/etc/periscope/identity/key.pem")),
                settings.number("PERISCOPE_THREADS", Math.clamp(processors, 1, 4), 1, 64),
                settings.number("PERISCOPE_MAX_CONNECTIONS", 20_000, 1, 1_000_000),
                settings.number("PERISCOPE_MAX_CONNECTIONS_PER_SOURCE", 1_024, 1, 1_000_000),
                settings.number("PERISCOPE_MAX_LINKS_PER_SESSION", 64, 1, 10_000),
                settings.millis("PERISCOPE_HELLO_TIMEOUT_MS", 5_000, 100, 60_000),
                settings.millis("PERISCOPE_DIAL_BACK_TIMEOUT_MS", 10_000, 100, 60_000),
                settings.millis("PERISCOPE_REGISTER_PATIENCE_MS", 5_000, 0, 60_000),
                settings.millis("PERISCOPE_IDLE_TIMEOUT_MS", 120_000, 1_000, DAY_MILLIS),
                settings.millis("PERISCOPE_DRAIN_MS", 10_000, 0, 600_000));
    }

    private record Settings(Map<String, String> environment) {

        String text(String name, String otherwise) {
            String value = environment.getOrDefault(name, "").strip();
            return value.isEmpty() ? otherwise : value;
        }

        Duration millis(String name, int otherwise, int least, int most) {
            return Duration.ofMillis(number(name, otherwise, least, most));
        }

        int number(String name, int otherwise, int least, int most) {
            String value = text(name, String.valueOf(otherwise));
            try {
                int number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Said below, in the same words as for a number out of range.
            }
            throw new IllegalArgumentException(
                    name + ": expected a whole number of " + least + ".." + most + ", found \"" + value + "\"");
        }
    }
}
