package dev.periscope.client.explain;

import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import dev.periscope.filter.entry.Transport;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program might connect to.
 *
 * @param transport tcp or udp
 * @param host a name, or an address without brackets
 * @param port 1..65535
 */
public record Destination(Transport transport, String host, int port) {
    private static final Pattern FORM =
            Pattern.compile("(?:(tcp|udp)://)?(?:\\[([0-9a-fA-F:.]+)]|([^\\[\\]:/\\s]+)):([0-9]{1,5})/?");

    /**
     * Reads {@code tcp://host:port}; {@code tcp://} may be left out, IPv6 stands in brackets.
     *
     * @throws SessionException for anything else
     */
    public static Destination parse(String text) throws SessionException {
        Matcher matcher = FORM.matcher(text);
        int port = matcher.matches() ? Integer.parseInt(matcher.group(4)) : 0;
        if (port < 1 || port > 65_535) {
            throw new SessionException(
                    Kind.INVALID,
                    "\"" + text
                            + "\" is no destination; expected tcp://HOST:PORT or udp://HOST:PORT, IPv6 in brackets.");
        }
        String host = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
        return new Destination("udp".equals(matcher.group(1)) ? Transport.UDP : Transport.TCP, host, port);
    }

    /** The host as an address, where it is one. */
    public Optional<InetAddress> address() {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException aName) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return transport.name().toLowerCase(java.util.Locale.ROOT) + "://" + shown + ":" + port;
    }
}
