package dev.periscope.client.local;

import dev.periscope.tunnel.message.Errno;

/** The names of errno(3) for what the agent's connect came to. */
final class ErrnoName {
    private ErrnoName() {}

    static String of(Errno errno) {
        return switch (errno) {
            case CONNECTION_REFUSED, DENIED -> "ECONNREFUSED";
            case TIMED_OUT -> "ETIMEDOUT";
            case HOST_UNREACHABLE, LINK_LOST, OTHER, LIMIT, NOT_PERMITTED, CANCELLED -> "EHOSTUNREACH";
            case NETWORK_UNREACHABLE, ADDRESS_NOT_AVAILABLE -> "ENETUNREACH";
            case CONNECTION_RESET -> "ECONNRESET";
        };
    }
}
