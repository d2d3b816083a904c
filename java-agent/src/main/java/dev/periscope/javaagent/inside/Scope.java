package dev.periscope.javaagent.inside;

import java.net.InetAddress;

/** Which addresses the client is asked about. */
final class Scope {
    private static final int DNS = 53;

    private final Client client;

    Scope(Client client) {
        this.client = client;
    }

    /** Whether a flow to there may leave the machine, or is a DNS question that the client answers. */
    boolean asks(InetAddress address, int port) {
        if (port == DNS && client.servesDns(address)) {
            return true;
        }
        return !address.isLoopbackAddress()
                && !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                && !isBroadcast(address);
    }

    /** Whether a loopback address was asked for under a name: the session may redirect that name to another port. */
    static boolean asksByName(InetAddress address) {
        if (!address.isLoopbackAddress()) {
            return false;
        }
        String host = AskedName.of(address);
        return host != null && !Names.isLocalhost(host) && !OwnName.is(host);
    }

    private static boolean isBroadcast(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 4) {
            return false;
        }
        return bytes[0] == -1 && bytes[1] == -1 && bytes[2] == -1 && bytes[3] == -1;
    }
}
