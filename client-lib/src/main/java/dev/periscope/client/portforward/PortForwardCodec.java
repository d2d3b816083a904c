package dev.periscope.client.portforward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannelConfig;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;

/**
 * Turns the frames of {@code v4.channel.k8s.io} into the plain bytes of the forwarded connection and back. Each frame
 * begins with its channel, 0 for data and 1 for errors; the first frame of each channel repeats the port and is dropped.
 *
 * <p>An error after the start ends the connection with a reset: a close would make truncated data look complete.
 * Back-pressure is the channel's own: whoever reads switches {@code autoRead}, whoever writes heeds writability. Owned
 * by the channel's event loop; message buffers are passed on with their reference.
 */
final class PortForwardCodec extends ChannelDuplexHandler {
    private static final int DATA = 0;
    private static final int ERROR = 1;

    private boolean dataStarted;
    private boolean errorStarted;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof CloseWebSocketFrame close) {
            close.release();
            context.close();
            return;
        }
        if (!(message instanceof BinaryWebSocketFrame frame)) {
            ReferenceCountUtil.release(message);
            return;
        }
        ByteBuf content = frame.content();
        int channel = content.isReadable() ? content.readUnsignedByte() : -1;
        if (channel == DATA && dataStarted) {
            context.fireChannelRead(content);
            return;
        }
        try {
            if (channel == DATA) {
                dataStarted = true;
            } else if (channel == ERROR && !errorStarted) {
                errorStarted = true;
            } else if (channel == ERROR) {
                fail(context, content.toString(StandardCharsets.UTF_8).strip());
            }
        } finally {
            frame.release();
        }
    }

    private static void fail(ChannelHandlerContext context, String text) {
        context.fireExceptionCaught(new ConnectException(text));
        if (context.channel().config() instanceof SocketChannelConfig socket) {
            socket.setSoLinger(0);
        }
        context.close();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof ByteBuf data)) {
            context.write(message, promise);
            return;
        }
        if (!data.isReadable()) {
            data.release();
            promise.setSuccess();
            return;
        }
        CompositeByteBuf framed = context.alloc().compositeBuffer(2);
        framed.addComponent(true, context.alloc().buffer(1).writeByte(DATA));
        framed.addComponent(true, data);
        context.write(new BinaryWebSocketFrame(framed), promise);
    }
}
