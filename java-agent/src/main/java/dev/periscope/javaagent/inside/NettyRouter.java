package dev.periscope.javaagent.inside;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What changed methods of Netty's native transports call: they hand addresses to the kernel and ask it for them. */
public final class NettyRouter {
    /** File descriptors of datagram sockets. One that is closed stays until Netty makes a socket with the same number. */
    private static final ConcurrentHashMap<Integer, Boolean> DATAGRAM = new ConcurrentHashMap<>();

    private NettyRouter() {}

    /** A datagram socket was made. */
    public static void datagramSocket(int descriptor) {
        DATAGRAM.put(descriptor, true);
    }

    /** A stream socket was made. */
    public static void streamSocket(int descriptor) {
        DATAGRAM.remove(descriptor);
    }

    /** The address to connect to in place of this one, which may be no internet address at all. */
    public static SocketAddress connect(int descriptor, SocketAddress address) throws IOException {
        if (!(address instanceof InetSocketAddress wanted) || wanted.getAddress() == null) {
            return address;
        }
        Router router = Router.instance();
        InetSocketAddress routed = DATAGRAM.containsKey(descriptor)
                ? router.udp().route(wanted)
                : router.tcp().route(wanted.getAddress(), wanted.getPort(), Manner.NON_BLOCKING);
        return routed.equals(wanted) ? address : routed;
    }

    /** The peer of a socket that the kernel says is connected to this address. */
    public static @Nullable InetSocketAddress peer(int descriptor, @Nullable InetSocketAddress address) {
        if (address == null) {
            return null;
        }
        Router router = Router.instance();
        if (DATAGRAM.containsKey(descriptor)) {
            return router.udp().peer(address);
        }
        InetSocketAddress peer = router.tcp().peer(address);
        return peer == null ? address : peer;
    }

    /** The address to send a datagram to in place of this one. */
    public static InetSocketAddress send(InetAddress address, int port) throws IOException {
        return Router.instance().udp().route(new InetSocketAddress(address, port));
    }

    /** The address of the peer that a datagram from this address is from. */
    public static byte[] sourceAddress(byte[] address, int port) {
        InetSocketAddress peer = source(address, port);
        return peer == null ? address : peer.getAddress().getAddress();
    }

    /** The port of the peer that a datagram from this address is from. */
    public static int sourcePort(byte[] address, int port) {
        InetSocketAddress peer = source(address, port);
        return peer == null ? port : peer.getPort();
    }

    /** Why io_uring is not there. */
    public static UnsupportedOperationException uringRefusal() {
        return new UnsupportedOperationException(
                "io_uring is switched off while Periscope intercepts this program; epoll and NIO work");
    }

    private static @Nullable InetSocketAddress source(byte[] address, int port) {
        UdpRoutes udp = Router.instance().udp();
        if (udp.isUnused() || (address.length != 4 && address.length != 16)) {
            return null;
        }
        try {
            InetSocketAddress source = new InetSocketAddress(InetAddress.getByAddress(address), port);
            InetSocketAddress peer = udp.peer(source);
            return peer.equals(source) ? null : peer;
        } catch (UnknownHostException impossible) {
            return null; // thrown for lengths other than the two above only
        }
    }
}
