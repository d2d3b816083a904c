package dev.periscope.client.local;

import dev.periscope.client.local.LocalRequest.Broken;
import dev.periscope.client.local.LocalRequest.Connect;
import dev.periscope.client.local.LocalRequest.Hello;
import dev.periscope.client.local.LocalRequest.Malformed;
import dev.periscope.client.local.LocalRequest.Patience;
import dev.periscope.client.local.LocalRequest.Peer;
import dev.periscope.client.local.LocalRequest.Resolve;
import dev.periscope.client.outgoing.AddressText;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import dev.periscope.tunnel.message.Transport;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one line of the local protocol. Pure; never throws on bad input. */
final class RequestLine {
    /** The longest line either side sends, the line feed included, in bytes. */
    static final int MAX_BYTES = 4096;

    private static final String HELLO = "HELLO v=1 mech=NAME pid=N";
    private static final String RESOLVE = "RESOLVE id 4|6|0 name";
    private static final String CONNECT = "CONNECT id tcp|udp ip port [nb=1] [wait=MS] [host=NAME]";
    private static final String PEER = "PEER id port";

    private static final int MAX_ID = 20;
    private static final int MAX_NAME = 1024;

    private RequestLine() {}

    static LocalRequest parse(String line) {
        String[] fields = line.split(" ", -1);
        return switch (fields[0]) {
            case "HELLO" -> hello(fields);
            case "RESOLVE" -> resolve(fields);
            case "CONNECT" -> connect(fields);
            case "PEER" -> peer(fields);
            case "BROKEN" -> new Broken(line.substring("BROKEN".length()).strip());
            default -> new Malformed("HELLO, RESOLVE, CONNECT, PEER or BROKEN");
        };
    }

    private static LocalRequest hello(String[] fields) {
        Map<String, String> options = options(fields, 1);
        long version = number(options.get("v"), 1, Integer.MAX_VALUE);
        String mechanism = options.get("mech");
        if (version < 0 || mechanism == null || mechanism.isEmpty()) {
            return new Malformed(HELLO);
        }
        return new Hello((int) version, mechanism, Math.max(0, number(options.get("pid"), 0, Integer.MAX_VALUE)));
    }

    private static LocalRequest resolve(String[] fields) {
        if (fields.length != 4 || !isId(fields[1]) || fields[3].isEmpty() || fields[3].length() > MAX_NAME) {
            return new Malformed(RESOLVE);
        }
        return switch (fields[2]) {
            case "4" -> new Resolve(fields[1], Family.A, fields[3]);
            case "6" -> new Resolve(fields[1], Family.AAAA, fields[3]);
            case "0" -> new Resolve(fields[1], Family.ANY, fields[3]);
            default -> new Malformed(RESOLVE);
        };
    }

    private static LocalRequest connect(String[] fields) {
        if (fields.length < 5 || !isId(fields[1])) {
            return new Malformed(CONNECT);
        }
        Optional<Transport> transport = switch (fields[2]) {
            case "tcp" -> Optional.of(Transport.TCP);
            case "udp" -> Optional.of(Transport.UDP);
            default -> Optional.empty();
        };
        Optional<InetAddress> address = address(fields[3]);
        long port = number(fields[4], 0, 65_535);
        Map<String, String> options = options(fields, 5);
        Optional<String> host = Optional.ofNullable(options.get("host")).filter(name -> !name.isEmpty());
        Optional<Patience> patience = patience(options);
        if (transport.isEmpty()
                || address.isEmpty()
                || port < 0
                || patience.isEmpty()
                || host.filter(name -> name.length() > MAX_NAME).isPresent()) {
            return new Malformed(CONNECT);
        }
        return new Connect(fields[1], transport.get(), address.get(), (int) port, patience.get(), host);
    }

    private static Optional<Patience> patience(Map<String, String> options) {
        if ("1".equals(options.get("nb"))) {
            return Optional.of(new Patience.NonBlocking());
        }
        if (!options.containsKey("wait")) {
            return Optional.of(new Patience.Unlimited());
        }
        long millis = number(options.get("wait"), 1, Integer.MAX_VALUE);
        return millis < 0 ? Optional.empty() : Optional.of(new Patience.Limited(Duration.ofMillis(millis)));
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(AddressText.parse(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static LocalRequest peer(String[] fields) {
        long port = fields.length == 3 && isId(fields[1]) ? number(fields[2], 1, 65_535) : -1;
        return port < 0 ? new Malformed(PEER) : new Peer(fields[1], (int) port);
    }

    private static boolean isId(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_ID
                && text.chars()
                        .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    }

    /** {@code key=value} fields; those of a newer version are kept and ignored by their readers. */
    private static Map<String, String> options(String[] fields, int from) {
        Map<String, String> options = new HashMap<>();
        for (int i = from; i < fields.length; i++) {
            int equals = fields[i].indexOf('=');
            if (equals > 0) {
                options.putIfAbsent(fields[i].substring(0, equals), fields[i].substring(equals + 1));
            }
        }
        return options;
    }

    /** The number, or -1 when it is absent, not a number or out of bounds. */
    private static long number(@Nullable String text, long low, long high) {
        if (text == null
                || text.isEmpty()
                || text.length() > 10
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        long value = Long.parseLong(text);
        return value < low || value > high ? -1 : value;
    }
}
