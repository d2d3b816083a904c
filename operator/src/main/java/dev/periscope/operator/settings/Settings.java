package dev.periscope.operator.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an installation sets, as plain values.
 *
 * @param namespace the operator's own namespace
 * @param agentImage image of agents
 * @param imagePullPolicy of agents
 * @param controlAddress where agents dial the control channel
 * @param gateways the gateways' agent ports
 * @param gatewayService name of the gateways' Service and StatefulSet
 * @param clientPort the gateways' port for clients
 * @param gatewayExternal where clients outside of the cluster reach a gateway, if anywhere
 * @param secrets whether values from Secrets are given
 * @param times how long things may take
 */
public record Settings(
        String namespace,
        String agentImage,
        String imagePullPolicy,
        HostPort controlAddress,
        List<HostPort> gateways,
        String gatewayService,
        int clientPort,
        Optional<HostPort> gatewayExternal,
        SecretsRule secrets,
        Times times) {

    /** Copies the list. */
    public Settings {
        gateways = List.copyOf(gateways);
    }

    /**
     * How long things may take.
     *
     * @param startDeadline from asking for an agent to its being ready
     * @param reconnectGrace how long an agent's control channel may be down before it counts as lost
     * @param endGrace how long a deleted session waits for its agent to end
     */
    public record Times(Duration startDeadline, Duration reconnectGrace, Duration endGrace) {

        /** The defaults. */
        public static final Times DEFAULT =
                new Times(Duration.ofSeconds(90), Duration.ofSeconds(30), Duration.ofSeconds(5));
    }
}
