package dev.periscope.javaagent.inside;

import java.net.InetAddress;

/** Which addresses the client is asked about. */
final class Scope {
    private static final int DNS = 53;

    private final Client client;

    Scope(Client client) {
        this.client = client;
    }

    /** Whether the client is asked about a flow to there. */
    boolean asks(InetAddress address, int port) {
        if (address.isLoopbackAddress()) {
            return isDns(address, port) || isNamed(address);
        }
        return !address.isAnyLocalAddress() && !address.isMulticastAddress() && !isBroadcast(address);
    }

    /** Whether a flow to there stays on the machine when the client cannot be asked. */
    boolean staysWithoutClient(InetAddress address, int port) {
        return address.isLoopbackAddress() && !isDns(address, port);
    }

    private boolean isDns(InetAddress address, int port) {
        return port == DNS && client.servesDns(address);
    }

    /** A name that the filter keeps local may have loopback for its address, and yet be redirected to somewhere else. */
    private static boolean isNamed(InetAddress address) {
        String name = AskedName.of(address);
        return name != null && !Names.isLocalhost(name) && !OwnName.is(name);
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
