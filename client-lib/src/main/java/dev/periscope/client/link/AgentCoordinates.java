package dev.periscope.client.link;

import dev.periscope.tunnel.key.KeyHash;
import java.util.List;

/**
 * Where the session's agent is, as published in the session's status.
 *
 * @param keyHash the agent's key; a new one means another agent
 * @param serverName the name that leads a gateway to it
 * @param endpoints where to dial, in order of preference
 */
public record AgentCoordinates(KeyHash keyHash, String serverName, List<Endpoint> endpoints) {
    public AgentCoordinates {
        endpoints = List.copyOf(endpoints);
    }
}
