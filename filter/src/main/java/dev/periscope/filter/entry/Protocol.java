package dev.periscope.filter.entry;

/** The protocol part of an entry. */
public enum Protocol {
    ANY,
    TCP,
    UDP;

    /** Returns whether a flow of this transport is meant. */
    public boolean covers(Transport transport) {
        return switch (this) {
            case ANY -> true;
            case TCP -> transport == Transport.TCP;
            case UDP -> transport == Transport.UDP;
        };
    }

    /** Returns the lower-case word that an entry has before {@code ://}. */
    public String text() {
        return switch (this) {
            case ANY -> "any";
            case TCP -> "tcp";
            case UDP -> "udp";
        };
    }
}
