package dev.periscope.agent.dns;

import dev.periscope.tunnel.message.DnsMessage;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Waits for the one datagram that answers; whatever does not fit the query is passed over, as it may be forged. */
final class UdpAnswer extends SimpleChannelInboundHandler<DatagramPacket> {

    private static final int HEADER_BYTES = 12;

    private final int id;
    private final DnsQuestion question;
    private final CompletableFuture<DnsResponse> answer;

    UdpAnswer(int id, DnsQuestion question, CompletableFuture<DnsResponse> answer) {
        this.id = id;
        this.question = question;
        this.answer = answer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        byte[] raw = ByteBufUtil.getBytes(packet.content());
        try {
            DnsResponse message = DnsResponse.parse(raw);
            if (message.id() == id && message.question().sameAs(question)) {
                answer.complete(message);
            }
        } catch (MalformedDnsException e) {
            // Cut off by a small buffer on the way, perhaps; TCP tells. An id that fits is needed to believe even that.
            if (raw.length >= HEADER_BYTES && (((raw[0] & 0xff) << 8) | (raw[1] & 0xff)) == id) {
                answer.complete(
                        new DnsResponse(id, true, DnsResponse.NO_ERROR, question, List.of(), new DnsMessage(raw)));
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A server that does not listen answers with ICMP, which shows up here as "connection refused".
        answer.completeExceptionally(cause);
    }
}
