package dev.periscope.tunnel.gateway;

import dev.periscope.tunnel.key.KeyHash;

/**
 * Where an agent registers.
 *
 * @param host a name or an address; a name with several addresses stands for several gateways
 * @param port the gateway's agent port, 1..65535
 * @param key the gateway's key
 */
public record GatewayEndpoint(String host, int port, KeyHash key) {

    /** @throws IllegalArgumentException if the port is out of range */
    public GatewayEndpoint {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("gateway " + host + ": port " + port + " is not in 1..65535");
        }
    }
}
