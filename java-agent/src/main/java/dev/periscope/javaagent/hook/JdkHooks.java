package dev.periscope.javaagent.hook;

import dev.periscope.javaagent.hook.Hook.Place;
import java.util.List;

/**
 * The hooks in java.base, the same in Java 17 to 25. {@code Net.connect} is the one way to the kernel for streams and connected datagrams,
 * blocking, non-blocking or asynchronous; the hooks before its calls only say in which manner.
 */
final class JdkHooks {
    static final String NET = "sun/nio/ch/Net";

    /** Of the resolvers a JDK has the first (17) or the second (18 on); plain sockets are gone in 18. */
    static final List<String> CLASSES = List.of(
            NET,
            "sun/nio/ch/NioSocketImpl",
            "java/net/AbstractPlainSocketImpl",
            "sun/nio/ch/SocketChannelImpl",
            "sun/nio/ch/UnixAsynchronousSocketChannelImpl",
            "sun/nio/ch/DatagramChannelImpl",
            "java/net/InetAddress$PlatformNameService",
            "java/net/InetAddress$PlatformResolver");

    private static final String INET_SOCKET_ADDRESS = "Ljava/net/InetSocketAddress;";

    private JdkHooks() {}

    static List<Hook> of(String className) {
        return switch (className) {
            case NET ->
                List.of(new Hook(
                        "connect",
                        "(Ljava/net/ProtocolFamily;Ljava/io/FileDescriptor;Ljava/net/InetAddress;I)I",
                        Place.START,
                        JdkCode.CONNECT));
            case "sun/nio/ch/NioSocketImpl" ->
                List.of(new Hook("connect", "(Ljava/net/SocketAddress;I)V", Place.CONNECT, JdkCode.SOCKET));
            // The sockets before these, which Java 17 still has for those who ask for them
            // (jdk.net.usePlainSocketImpl).
            case "java/net/AbstractPlainSocketImpl" ->
                List.of(new Hook("doConnect", "(Ljava/net/InetAddress;II)V", Place.START, JdkCode.PLAIN_SOCKET));
            case "sun/nio/ch/SocketChannelImpl" ->
                List.of(
                        new Hook("connect", "(Ljava/net/SocketAddress;)Z", Place.CONNECT, JdkCode.CHANNEL),
                        new Hook("blockingConnect", "(Ljava/net/SocketAddress;J)V", Place.CONNECT, JdkCode.ADAPTOR));
            case "sun/nio/ch/UnixAsynchronousSocketChannelImpl" ->
                List.of(new Hook("implConnect", "(Ljava/net/SocketAddress;", Place.CONNECT, JdkCode.ASYNCHRONOUS));
            case "sun/nio/ch/DatagramChannelImpl" ->
                List.of(
                        new Hook("connect", "(Ljava/net/SocketAddress;Z)", Place.CONNECT, JdkCode.DATAGRAM_CONNECT),
                        new Hook(
                                "send",
                                "(Ljava/io/FileDescriptor;Ljava/nio/ByteBuffer;" + INET_SOCKET_ADDRESS,
                                Place.START,
                                JdkCode.DATAGRAM_SEND),
                        new Hook("sourceSocketAddress", "()", Place.RETURN, JdkCode.DATAGRAM_SOURCE));
            case "java/net/InetAddress$PlatformNameService" ->
                List.of(new Hook("lookupAllHostAddr", "(Ljava/lang/String;)", Place.START, JdkCode.LOOKUP_17));
            case "java/net/InetAddress$PlatformResolver" ->
                List.of(new Hook("lookupByName", "(Ljava/lang/String;", Place.START, JdkCode.LOOKUP));
            default -> List.of();
        };
    }
}
