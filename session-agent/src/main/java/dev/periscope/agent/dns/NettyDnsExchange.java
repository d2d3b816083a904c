package dev.periscope.agent.dns;

import dev.periscope.agent.connect.Sockets;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Asks over UDP from a socket of its own, so that port and id together are hard to guess and the kernel drops what
 * comes from elsewhere; a truncated answer is asked for again over TCP (RFC 7766). Runs on the agent's event loop.
 */
public final class NettyDnsExchange implements DnsExchange {

    /** Servers truncate at 512 bytes unless the query allows more, and few allow more than this. */
    private static final int MAX_DATAGRAM = 4096;

    private final Sockets sockets;
    private final RandomGenerator random;

    public NettyDnsExchange(Sockets sockets, RandomGenerator random) {
        this.sockets = sockets;
        this.random = random;
    }

    @Override
    public CompletionStage<DnsResponse> ask(InetSocketAddress server, DnsQuery query, Duration timeout) {
        CompletableFuture<DnsResponse> answer = new CompletableFuture<>();
        var deadline = sockets.loop()
                .schedule(
                        () -> answer.completeExceptionally(new SocketTimeoutException(
                                server + " did not answer within " + timeout.toMillis() + " ms")),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        answer.whenComplete((message, failure) -> deadline.cancel(false));
        overUdp(server, query, answer);
        return answer;
    }

    private void overUdp(InetSocketAddress server, DnsQuery query, CompletableFuture<DnsResponse> answer) {
        int id = random.nextInt(1 << 16);
        CompletableFuture<DnsResponse> udp = new CompletableFuture<>();
        Bootstrap bootstrap = sockets.udp()
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM))
                .handler(new UdpAnswer(id, query.question(), udp));
        send(bootstrap.connect(server), query.withId(id), udp, answer, false);
        udp.whenComplete((message, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else if (message.truncated()) {
                overTcp(server, query, answer);
            } else {
                answer.complete(message);
            }
        });
    }

    private void overTcp(InetSocketAddress server, DnsQuery query, CompletableFuture<DnsResponse> answer) {
        int id = random.nextInt(1 << 16);
        ChannelHandler handler = new TcpAnswer(id, query.question(), answer);
        send(sockets.tcp().handler(handler).connect(server), query.withId(id), answer, answer, true);
    }

    /** Writes the query once connected, and closes the socket when either the exchange or the whole answer is over. */
    private static void send(
            ChannelFuture connecting,
            byte[] message,
            CompletableFuture<DnsResponse> exchange,
            CompletableFuture<DnsResponse> answer,
            boolean withLength) {
        Channel channel = connecting.channel();
        exchange.whenComplete((m, failure) -> channel.close());
        answer.whenComplete((m, failure) -> channel.close());
        connecting.addListener((ChannelFuture connected) -> {
            if (!connected.isSuccess()) {
                exchange.completeExceptionally(connected.cause());
                return;
            }
            var buffer = channel.alloc().buffer(message.length + 2);
            if (withLength) {
                buffer.writeShort(message.length);
            }
            channel.config().setAutoRead(true);
            channel.writeAndFlush(buffer.writeBytes(message)).addListener((ChannelFuture written) -> {
                if (!written.isSuccess()) {
                    exchange.completeExceptionally(written.cause());
                }
            });
        });
    }
}
