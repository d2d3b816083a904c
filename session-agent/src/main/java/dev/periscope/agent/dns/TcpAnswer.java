package dev.periscope.agent.dns;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads the one message that answers, with its length of two bytes before it. */
final class TcpAnswer extends ByteToMessageDecoder {

    private final int id;
    private final DnsQuestion question;
    private final CompletableFuture<DnsResponse> answer;

    TcpAnswer(int id, DnsQuestion question, CompletableFuture<DnsResponse> answer) {
        this.id = id;
        this.question = question;
        this.answer = answer;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < 2 || in.readableBytes() - 2 < in.getUnsignedShort(in.readerIndex())) {
            return;
        }
        byte[] raw = new byte[in.readUnsignedShort()];
        in.readBytes(raw);
        try {
            DnsResponse message = DnsResponse.parse(raw);
            if (message.id() == id && message.question().sameAs(question) && !message.truncated()) {
                answer.complete(message);
            } else {
                answer.completeExceptionally(new IOException("the name server answered another question over TCP"));
            }
        } catch (MalformedDnsException e) {
            answer.completeExceptionally(new IOException("the name server's answer over TCP: " + e.getMessage()));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        answer.completeExceptionally(new IOException("the name server closed the connection before it answered"));
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        answer.completeExceptionally(cause);
    }
}
