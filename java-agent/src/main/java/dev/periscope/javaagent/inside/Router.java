package dev.periscope.javaagent.inside;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * What changed methods of the JDK call. Callers keep the address they were given, so what a socket says of its peer needs no mending.
 * {@link #start} comes before the first change.
 */
public final class Router {
    private static volatile @Nullable Router instance;

    private final Client client;
    private final TcpRoutes tcp;
    private final UdpRoutes udp;
    private final Names names;

    Router(Client client) {
        this.client = client;
        this.tcp = new TcpRoutes(client);
        this.udp = new UdpRoutes(client, new Ticker());
        this.names = new Names(client);
    }

    /** From now on questions go to the client behind this socket; without one, or if it is not there, everything is refused. */
    public static void start(@Nullable String socket) {
        instance = new Router(socket == null ? new NoClient() : new ClientSocket(socket));
    }

    /**
     * Says hello to the client: all hooks are in place.
     *
     * @throws IOException if it is not there or refuses, which has been reported by then
     */
    public static void greet() throws IOException {
        if (instance().client instanceof ClientSocket client) {
            client.greet();
        }
    }

    /** Tells the client that something here passes the hooks by. */
    public static void warn(String why) {
        if (instance().client instanceof ClientSocket socket) {
            try {
                socket.tellBroken(why);
            } catch (IOException gone) {
                // Then it has never heard of this process, which says the same.
            }
        }
    }

    /** Tells the client that hooks are missing, and refuses what passes through those that are in place. */
    public static void breakOff(String why) {
        warn(why);
        instance = new Router(new NoClient());
    }

    /** Before a connect with a time-out in milliseconds, 0 for none. */
    public static void waiting(int millis) {
        Manner.next(millis);
    }

    /** Before a connect with a time-out in nanoseconds, 0 for none. */
    public static void waiting(long nanos) {
        long millis = (nanos + 999_999) / 1_000_000;
        Manner.next((int) Math.max(0, Math.min(Integer.MAX_VALUE, millis)));
    }

    /** Before a channel's connect. */
    public static void blocking(boolean blocking) {
        Manner.next(blocking ? Manner.BLOCKING : Manner.NON_BLOCKING);
    }

    /** Before a datagram socket is connected. */
    public static void datagram() {
        Manner.next(Manner.DATAGRAM);
    }

    /** The address to connect to in place of this one. */
    public static InetSocketAddress connect(InetAddress address, int port) throws IOException {
        int manner = Manner.take();
        return manner == Manner.DATAGRAM
                ? instance().udp.route(new InetSocketAddress(address, port))
                : instance().tcp.route(address, port, manner);
    }

    /** The address to send a datagram to in place of this one. */
    public static @Nullable InetSocketAddress send(@Nullable InetSocketAddress target) throws IOException {
        return target == null ? null : instance().udp.route(target);
    }

    /** The peer that a datagram from this address is from. */
    public static @Nullable InetSocketAddress source(@Nullable InetSocketAddress address) {
        return address == null ? null : instance().udp.peer(address);
    }

    /** The addresses of a name, null if the platform is to say; {@code policy} as in {@code InetAddressResolver.LookupPolicy}. */
    public static InetAddress @Nullable [] lookup(@Nullable String host, int policy) throws UnknownHostException {
        return host == null ? null : instance().names.addresses(host, policy);
    }

    /** The same for Java 17, which has no policy to hand down but properties. */
    public static InetAddress @Nullable [] lookup(@Nullable String host) throws UnknownHostException {
        return lookup(host, PropertyPolicy.CURRENT);
    }

    static Router instance() {
        Router current = instance;
        if (current == null) {
            throw new IllegalStateException("the agent changed a method before it was ready: please report this");
        }
        return current;
    }

    TcpRoutes tcp() {
        return tcp;
    }

    UdpRoutes udp() {
        return udp;
    }
}
