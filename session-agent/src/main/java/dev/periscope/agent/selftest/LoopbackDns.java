package dev.periscope.agent.selftest;

import dev.periscope.agent.dns.DnsQuery;
import dev.periscope.agent.dns.DnsQuestion;
import dev.periscope.agent.dns.MalformedDnsException;
import dev.periscope.tunnel.message.DnsMessage;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on loopback, over UDP and TCP on one port. Answers from a {@link Zone}; knows no recursion. */
public final class LoopbackDns implements AutoCloseable {

    private static final int NO_ERROR = 0;
    private static final int SERVER_FAILURE = 2;
    private static final int NO_SUCH_NAME = 3;
    private static final int RESPONSE_RECURSIVE = 0x8180;
    private static final int TRUNCATED = 0x0200;
    private static final int HEADER_BYTES = 12;
    private static final int LONGEST_DATAGRAM = 512;

    private final Zone zone;
    private final Channel udp;
    private final Channel tcp;
    private final AtomicInteger overTcp = new AtomicInteger();

    public LoopbackDns(EventLoop loop, Zone zone) {
        this.zone = zone;
        Channel datagrams = bindUdp(loop);
        ChannelFuture stream = bindTcp(loop, datagrams);
        // The kernel chose a port for UDP alone; TCP on it may be taken by somebody else.
        for (int i = 0; i < 20 && !stream.isSuccess(); i++) {
            datagrams.close().syncUninterruptibly();
            datagrams = bindUdp(loop);
            stream = bindTcp(loop, datagrams);
        }
        udp = datagrams;
        tcp = stream.syncUninterruptibly().channel();
    }

    private Channel bindUdp(EventLoop loop) {
        return new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .handler(new OverUdp())
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    private ChannelFuture bindTcp(EventLoop loop, Channel datagrams) {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new LengthFieldBasedFrameDecoder(65_535, 0, 2, 0, 2), new OverTcp());
                    }
                })
                .bind(datagrams.localAddress())
                .awaitUninterruptibly();
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) udp.localAddress();
    }

    /** @return questions that came over TCP so far */
    public int questionsOverTcp() {
        return overTcp.get();
    }

    @Override
    public void close() {
        udp.close().syncUninterruptibly();
        tcp.close().syncUninterruptibly();
    }

    private Optional<ByteBuf> answer(byte[] query, boolean datagram) {
        DnsQuestion question;
        try {
            question = DnsQuery.of(new DnsMessage(query)).question();
        } catch (MalformedDnsException | IllegalArgumentException e) {
            return Optional.empty();
        }
        if (zone.isSilent(question.name())) {
            return Optional.empty();
        }
        List<Zone.Entry> records = zone.answer(question.name(), question.type());
        boolean failing = zone.isFailing(question.name());
        int code = failing ? SERVER_FAILURE : zone.has(question.name()) ? NO_ERROR : NO_SUCH_NAME;
        ByteBuf answer = compose(query, code, failing ? List.of() : records);
        boolean tooLong = answer.readableBytes() > LONGEST_DATAGRAM || zone.isLarge(question.name());
        if (datagram && tooLong) {
            answer.writerIndex(Math.min(answer.writerIndex(), LONGEST_DATAGRAM));
            answer.setShort(2, answer.getShort(2) | TRUNCATED);
        }
        return Optional.of(answer);
    }

    private static ByteBuf compose(byte[] query, int code, List<Zone.Entry> records) {
        ByteBuf answer = Unpooled.buffer();
        answer.writeBytes(query, 0, 2).writeShort(RESPONSE_RECURSIVE | code).writeShort(1);
        answer.writeShort(records.size()).writeInt(0);
        answer.writeBytes(query, HEADER_BYTES, questionLength(query));
        records.forEach(entry -> entry.writeTo(answer));
        return answer;
    }

    private static int questionLength(byte[] query) {
        int end = HEADER_BYTES;
        while (query[end] != 0) {
            end += query[end] + 1;
        }
        return end + 1 + 4 - HEADER_BYTES;
    }

    private final class OverUdp extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            answer(ByteBufUtil.getBytes(packet.content()), true)
                    .ifPresent(answer -> context.writeAndFlush(new DatagramPacket(answer, packet.sender())));
        }
    }

    private final class OverTcp extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            overTcp.incrementAndGet();
            answer(ByteBufUtil.getBytes(message), false)
                    .ifPresent(answer -> context.writeAndFlush(
                            Unpooled.wrappedBuffer(Unpooled.buffer(2).writeShort(answer.readableBytes()), answer)));
        }
    }
}
