package dev.periscope.agent.control;

/**
 * Where the operator's control channel is.
 *
 * @param host a name or an address; IPv6 without brackets here, with brackets in text
 * @param port 1 to 65535
 */
public record OperatorAddress(String host, int port) {

    /** @throws IllegalArgumentException unless the text is {@code host:port} */
    public static OperatorAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("expected host:port, found \"" + text + "\"");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        int port;
        try {
            port = Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            port = 0;
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "expected a port from 1 to 65535 after the last colon, found \"" + text + "\"");
        }
        return new OperatorAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
