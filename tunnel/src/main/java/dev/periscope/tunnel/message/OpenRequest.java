package dev.periscope.tunnel.message;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Asks the agent for a flow to an address.
 *
 * @param transport TCP or UDP
 * @param address where to; the agent dials this address and never looks the name up again
 * @param port 1..65535
 * @param name the name the process asked for, if it did; for logs and the agent's memory of names. At most 255 characters
 */
public record OpenRequest(Transport transport, InetAddress address, int port, Optional<String> name) {

    /** Longest name, in characters. */
    public static final int MAX_NAME = 255;

    /** @throws IllegalArgumentException if the port or the name is out of range */
    public OpenRequest {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("open: port " + port + " is not in 1..65535");
        }
        if (name.isPresent() && name.get().length() > MAX_NAME) {
            throw new IllegalArgumentException("open: the name has more than " + MAX_NAME + " characters");
        }
    }
}
