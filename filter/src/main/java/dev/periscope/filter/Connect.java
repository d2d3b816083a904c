package dev.periscope.filter;

/** What to do with a flow at connect time (section 6). */
public sealed interface Connect {
    /** Connect as if nothing were there. */
    record AsIs() implements Connect {}

    /** Connect to the flow's name as the local resolver answers it; to loopback when it does not know the name. */
    record ByName() implements Connect {}

    /** Let the agent dial the address. */
    record Agent() implements Connect {}

    /** Refuse the connection. */
    record Refused() implements Connect {}

    /**
     * Connect from the machine to another place.
     *
     * @param host a name, or an address without brackets
     * @param port 0 to 65535: the redirect's own, or the one asked for
     */
    record Redirect(String host, int port) implements Connect {}

    /** Returns {@code as-is}, {@code by-name}, {@code agent}, {@code refused} or {@code HOST:PORT}, IPv6 in brackets. */
    default String text() {
        return switch (this) {
            case AsIs asIs -> "as-is";
            case ByName byName -> "by-name";
            case Agent agent -> "agent";
            case Refused refused -> "refused";
            case Redirect(String host, int port) -> (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        };
    }
}
