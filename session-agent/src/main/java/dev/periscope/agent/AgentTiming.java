package dev.periscope.agent;

import dev.periscope.agent.control.ControlTiming;
import java.time.Duration;

/**
 * The agent's times.
 *
 * @param control those of the control channel
 * @param connectTimeout after which a TCP connect counts as timed out
 * @param udpIdle after which a UDP flow without datagrams ends
 * @param counters least time between two reports of counters
 * @param headRoom how often the target's memory is looked at
 * @param farewell how long last messages may take to leave before the process ends; below the second a pod's end leaves
 */
public record AgentTiming(
        ControlTiming control,
        Duration connectTimeout,
        Duration udpIdle,
        Duration counters,
        Duration headRoom,
        Duration farewell) {

    public static AgentTiming standard() {
        return new AgentTiming(
                ControlTiming.standard(),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofMillis(200),
                Duration.ofMillis(300));
    }
}
