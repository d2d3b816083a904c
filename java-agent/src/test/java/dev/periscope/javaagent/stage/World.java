package dev.periscope.javaagent.stage;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/** What names and addresses mean here: documentation addresses, which no packet ever reaches; bridges stand for them. */
final class World {
    static final String DENIED = "denied by deny[0] payments.prod.svc";

    private static final Map<String, String> NAMES = Map.of(
            "inventory.shop.svc", "ADDR %s 30 192.0.2.10",
            "dual.shop.svc", "ADDR %s 30 2001:db8::10,192.0.2.10",
            "postgres.shop.svc", "ADDR %s 30 127.0.0.1",
            "redirected.shop.svc", "ADDR %s 30 127.0.0.1",
            "payments.prod.svc", "NX %s " + DENIED,
            "empty.shop.svc", "NODATA %s",
            "flaky.shop.svc", "TRYAGAIN %s the resolver of the pod did not answer");

    private World() {}

    /** The answer to a look-up, with a place for the question's id. */
    static String resolve(String name) {
        if (name.endsWith(".shop.svc") || name.endsWith(".prod.svc")) {
            return NAMES.getOrDefault(name, "NX %s ");
        }
        return "LOCAL %s";
    }

    /** What a connect comes to. */
    static Fate connect(String protocol, String ip, int port, String options) {
        if (options.contains("host=redirected.shop.svc")) {
            return Fate.BRIDGE;
        }
        return switch (canonical(ip)) {
            case "192.0.2.10", "2001:db8:0:0:0:0:0:10" -> protocol.equals("tcp") ? Fate.BRIDGE : Fate.DENIED;
            case "192.0.2.20", "2001:db8:0:0:0:0:0:20" -> protocol.equals("udp") ? Fate.BRIDGE : Fate.REFUSED;
            case "192.0.2.53", "127.0.0.53" -> port == 53 ? Fate.DNS : Fate.REFUSED;
            case "192.0.2.66" -> Fate.DENIED;
            case "198.51.100.2" -> Fate.NO_ROUTE;
            case "198.51.100.3" -> Fate.NO_NETWORK;
            case "198.51.100.4" -> Fate.SILENT;
            case "198.51.100.5" -> Fate.SLOW;
            case "198.51.100.6", "127.0.0.1" -> Fate.LOCAL;
            default -> Fate.REFUSED;
        };
    }

    private static String canonical(String ip) {
        try {
            return InetAddress.getByName(ip).getHostAddress();
        } catch (UnknownHostException garbled) {
            throw new IllegalArgumentException(garbled);
        }
    }

    enum Fate {
        BRIDGE,
        DNS,
        DENIED,
        REFUSED,
        NO_ROUTE,
        NO_NETWORK,
        /** Answers after the time-out that the program gave, or 300 ms. */
        SILENT,
        /** Answers after 300 ms, on an event loop after 250. */
        SLOW,
        LOCAL
    }
}
