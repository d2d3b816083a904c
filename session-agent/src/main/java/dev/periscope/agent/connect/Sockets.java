package dev.periscope.agent.connect;

import dev.periscope.tunnel.bridge.DatagramBridge;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.NoopAddressResolverGroup;

/**
 * Makes outgoing sockets on the agent's one event loop. Addresses only: nothing here looks a name up. Reading is off
 * until whoever made a socket switches it on. The JDK's selectors, as the link has them: measured, epoll gives nothing
 * over them, takes memory, and throws ENETUNREACH and EHOSTUNREACH as one exception without a word.
 *
 * @param loop owns every socket; its transport is {@link #transport}
 */
public record Sockets(EventLoop loop) {

    public static IoHandlerFactory transport() {
        return NioIoHandler.newFactory();
    }

    public Bootstrap tcp() {
        return bootstrap().channel(NioSocketChannel.class).option(ChannelOption.TCP_NODELAY, true);
    }

    public Bootstrap udp() {
        // Netty's own default cuts datagrams off at 2,048 bytes.
        return bootstrap()
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DatagramBridge.MAX_PAYLOAD));
    }

    private Bootstrap bootstrap() {
        return new Bootstrap()
                .group(loop)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.AUTO_READ, false);
    }
}
