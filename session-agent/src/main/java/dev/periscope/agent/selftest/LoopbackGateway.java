package dev.periscope.agent.selftest;

import dev.periscope.tunnel.gateway.DialBack;
import dev.periscope.tunnel.gateway.Nonce;
import dev.periscope.tunnel.gateway.RegistrationFrames;
import dev.periscope.tunnel.gateway.RegistrationMessage;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.key.KeyHash;
import dev.periscope.tunnel.tls.PinnedTls;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A gateway on loopback for one session: takes whatever agent registers, and leads every client to the one that
 * registered last. Not a gateway to learn from: no SNI, no limits, no time-outs.
 */
public final class LoopbackGateway implements AutoCloseable {

    private static final int TLS_HANDSHAKE = 0x16;

    private final Identity identity;
    private final PinnedTls tls;
    private final SecureRandom random = new SecureRandom();
    private final Map<Nonce, Channel> waiting = new ConcurrentHashMap<>();
    private final List<KeyHash> registered = new CopyOnWriteArrayList<>();
    private final Channel forAgents;
    private final Channel forClients;
    private volatile Optional<Channel> agent = Optional.empty();

    public LoopbackGateway(EventLoop loop, TlsProvider provider, Identity identity) {
        this.identity = identity;
        this.tls = PinnedTls.server(provider, identity, key -> true);
        forAgents = listen(loop, true, new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new FirstBytes());
            }
        });
        forClients = listen(loop, false, new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                Nonce nonce = Nonce.random(random);
                waiting.put(nonce, channel);
                agent.ifPresentOrElse(
                        control -> control.writeAndFlush(new RegistrationMessage.Dial(nonce)), channel::close);
            }
        });
    }

    private static Channel listen(EventLoop loop, boolean read, ChannelInitializer<Channel> child) {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, read)
                .childHandler(child)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    public int agentPort() {
        return ((InetSocketAddress) forAgents.localAddress()).getPort();
    }

    public InetSocketAddress clientAddress() {
        return (InetSocketAddress) forClients.localAddress();
    }

    public KeyHash keyHash() {
        return identity.hash();
    }

    /** @return the keys of the agents that registered so far */
    public List<KeyHash> registered() {
        return List.copyOf(registered);
    }

    @Override
    public void close() {
        forAgents.close().syncUninterruptibly();
        forClients.close().syncUninterruptibly();
        agent.ifPresent(Channel::close);
    }

    /** Tells a control connection from a dial-back. */
    private final class FirstBytes extends ByteToMessageDecoder {
        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            if (in.getUnsignedByte(in.readerIndex()) == TLS_HANDSHAKE) {
                context.pipeline()
                        .addLast(tls.newHandler(context.alloc(), ""), new RegistrationFrames(), new Conversation());
                context.pipeline().remove(this);
            } else if (in.readableBytes() >= DialBack.LENGTH) {
                in.skipBytes(DialBack.LENGTH - Nonce.BYTES);
                Optional.ofNullable(waiting.remove(Nonce.read(in)))
                        .ifPresentOrElse(client -> splice(context.channel(), client), context::close);
                context.pipeline().remove(this);
            }
        }
    }

    private static void splice(Channel agent, Channel client) {
        agent.pipeline().addLast(new CopyTo(client));
        client.pipeline().addLast(new CopyTo(agent));
        client.config().setAutoRead(true);
    }

    private final class Conversation extends SimpleChannelInboundHandler<RegistrationMessage> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, RegistrationMessage message) {
            if (message instanceof RegistrationMessage.Register) {
                registered.add(PinnedTls.peer(context.pipeline().get(SslHandler.class)));
                agent = Optional.of(context.channel());
                context.writeAndFlush(new RegistrationMessage.Registered());
            }
        }
    }

    /** Copies what one side sends to the other, no faster than that takes it. */
    private static final class CopyTo extends ChannelInboundHandlerAdapter {

        private final Channel other;

        CopyTo(Channel other) {
            this.other = other;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            other.writeAndFlush(bytes);
            context.channel().config().setAutoRead(other.isWritable());
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            other.config().setAutoRead(context.channel().isWritable());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            other.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
