package dev.periscope.client.dns;

import dev.periscope.client.outgoing.Asker;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The DNS service on a loopback port for one process; the same over a TCP connection. */
public final class DnsListener {
    private final DnsAnswers answers;

    public DnsListener(DnsAnswers answers) {
        this.answers = answers;
    }

    /** Binds a UDP port on 127.0.0.1 that answers the process' questions until the channel is closed. */
    public CompletionStage<Channel> bind(EventLoop loop, Asker asker) {
        CompletableFuture<Channel> opened = new CompletableFuture<>();
        new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                        byte[] message = ByteBufUtil.getBytes(packet.content());
                        answers.answer(asker, message, true).thenAccept(reply -> {
                            if (reply.length > 0) {
                                context.writeAndFlush(
                                        new DatagramPacket(Unpooled.wrappedBuffer(reply), packet.sender()));
                            }
                        });
                    }
                })
                .bind(InetAddress.ofLiteral("127.0.0.1"), 0)
                .addListener((ChannelFuture bound) -> {
                    if (bound.isSuccess()) {
                        opened.complete(bound.channel());
                    } else {
                        opened.completeExceptionally(bound.cause());
                    }
                });
        return opened;
    }

    /** Answers questions on an accepted connection: each message with its length before it (RFC 7766). */
    public void serve(Channel connection, Asker asker) {
        connection
                .pipeline()
                .addLast(
                        new LengthFieldBasedFrameDecoder(65_537, 0, 2, 0, 2),
                        new LengthFieldPrepender(2),
                        new SimpleChannelInboundHandler<ByteBuf>() {
                            @Override
                            protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
                                answers.answer(asker, ByteBufUtil.getBytes(message), false)
                                        .thenAccept(reply -> {
                                            if (reply.length > 0) {
                                                context.writeAndFlush(Unpooled.wrappedBuffer(reply));
                                            }
                                        });
                            }

                            @Override
                            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                                context.close();
                            }
                        });
        connection.config().setAutoRead(true);
    }
}
