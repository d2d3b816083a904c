package dev.periscope.operator.settings;

/**
 * Where to dial.
 *
 * @param host a name or address, without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

    /** @throws IllegalArgumentException if a part is out of range */
    public HostPort {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "expected host:port with a port of 1 to 65535, found " + host + ":" + port);
        }
    }

    /**
     * Reads {@code host:port} or {@code host}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static HostPort parse(String text, int defaultPort) {
        String trimmed = text.trim();
        int colon = trimmed.lastIndexOf(':');
        boolean bare = colon < 0 || trimmed.endsWith("]");
        String host = bare ? trimmed : trimmed.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            return new HostPort(host, bare ? defaultPort : Integer.parseInt(trimmed.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected host:port, found '" + text + "'", e);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
