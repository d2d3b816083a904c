package dev.periscope.javaagent.hook;

import dev.periscope.javaagent.hook.Hook.Place;
import java.util.List;

/** The hooks in Netty's native transports, 4.1 and 4.2 alike. Classes are told by how their names end, so that shaded copies are as well. */
final class NettyHooks {
    private static final String INET_ADDRESS = "Ljava/net/InetAddress;";
    private static final String INET_SOCKET_ADDRESS = "Ljava/net/InetSocketAddress;";

    private NettyHooks() {}

    /** Whether a class might have hooks, cheaply: this is asked about every class that is loaded. */
    static boolean mayHave(String className) {
        return className.contains("netty/") && className.contains("channel/");
    }

    static List<Hook> of(String className) {
        return switch (className.substring(Math.max(0, className.lastIndexOf("netty/")))) {
            case "netty/channel/unix/Socket" ->
                List.of(
                        new Hook("connect", "(Ljava/net/SocketAddress;)Z", Place.START, NettyCode.CONNECT),
                        new Hook("remoteAddress", "()" + INET_SOCKET_ADDRESS, Place.RETURN, NettyCode.PEER),
                        new Hook(
                                "sendTo",
                                "(Ljava/nio/ByteBuffer;II" + INET_ADDRESS + "IZ)",
                                Place.START,
                                NettyCode.SEND_4),
                        new Hook("sendToAddress", "(JII" + INET_ADDRESS + "IZ)", Place.START, NettyCode.SEND_5),
                        new Hook("sendToAddresses", "(JI" + INET_ADDRESS + "IZ)", Place.START, NettyCode.SEND_4));
            case "netty/channel/unix/DatagramSocketAddress" ->
                List.of(new Hook("<init>", "([BIII", Place.START, NettyCode.SOURCE_PARTS));
            case "netty/channel/epoll/LinuxSocket", "netty/channel/kqueue/BsdSocket" ->
                List.of(
                        new Hook("newSocketDgram", "", Place.RETURN, NettyCode.DATAGRAM_SOCKET),
                        new Hook("newSocketStream", "", Place.RETURN, NettyCode.STREAM_SOCKET));
            case "netty/channel/epoll/NativeDatagramPacketArray" ->
                List.of(new Hook("newAddress", "", Place.RETURN, NettyCode.SOURCE));
            case "netty/channel/epoll/NativeDatagramPacketArray$NativeDatagramPacket" ->
                List.of(new Hook("init", "(JII" + INET_SOCKET_ADDRESS, Place.START, NettyCode.PACKET));
            // Fast open sends before it connects: the kernel would see an address that no connect was asked about.
            case "netty/channel/epoll/EpollSocketChannelConfig" ->
                List.of(new Hook("isTcpFastOpenConnect", "()Z", Place.INSTEAD, NettyCode.NO));
            // io_uring takes addresses through shared memory. Programs that ask whether it is there fall back to epoll.
            case "netty/channel/uring/IoUring", "netty/incubator/channel/uring/IOUring" ->
                List.of(
                        new Hook("isAvailable", "()Z", Place.INSTEAD, NettyCode.NO),
                        new Hook("unavailabilityCause", "()", Place.INSTEAD, NettyCode.URING_CAUSE),
                        new Hook("ensureAvailability", "()V", Place.INSTEAD, NettyCode.URING_REFUSAL));
            default -> List.of();
        };
    }
}
