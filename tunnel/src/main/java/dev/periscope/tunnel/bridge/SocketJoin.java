package dev.periscope.tunnel.bridge;

import dev.periscope.tunnel.link.LinkStream;
import dev.periscope.tunnel.link.StreamReceiver;
import dev.periscope.tunnel.message.Errno;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The two directions between one stream and one socket. Belongs to the event loop.
 *
 * <p>From the socket: bytes, then EOF (a FIN of the peer) or an error (an RST). To the socket: bytes, then a shutdown of
 * its output once the last byte is written, because Netty drops what is queued at a shutdown.
 */
final class SocketJoin extends ChannelInboundHandlerAdapter implements StreamReceiver {

    /** How long bytes that came before a reset may take into a socket nobody reads. */
    private static final long LAST_BYTES_MILLIS = 1_000;

    private final LinkStream stream;
    private final SocketChannel socket;
    private final CompletableFuture<SocketBridge.Outcome> outcome = new CompletableFuture<>();

    private long fromSocket;
    private long toSocket;
    private long unwritten;
    private boolean inputEnded;
    private boolean streamEnded;
    private boolean outputEnded;
    private boolean outputBroken;
    private boolean resetByStream;

    SocketJoin(LinkStream stream, SocketChannel socket) {
        this.stream = stream;
        this.socket = socket;
    }

    CompletableFuture<SocketBridge.Outcome> outcome() {
        return outcome;
    }

    void start() {
        if (!socket.isActive()) {
            resetByPeer("the socket is closed");
            return;
        }
        stream.receiver(this);
        if (!outcome.isDone() && !resetByStream) {
            socket.config().setAutoRead(stream.isWritable());
        }
    }

    // ---- from the socket

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        fromSocket += data.readableBytes();
        stream.write(data);
        if (!stream.isWritable() && !inputEnded) {
            socket.config().setAutoRead(false);
        }
    }

    @Override
    public void writable() {
        if (!inputEnded) {
            socket.config().setAutoRead(true);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !inputEnded) {
            inputEnded = true;
            if (outputBroken) {
                resetByPeer("the peer reset the connection");
            } else {
                stream.finish();
                endIfBothEnded();
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    /** Comes before the shutdown of the input that Netty announces after a failed read. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        resetByPeer(String.valueOf(cause.getMessage()));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        resetByPeer("the connection was closed");
    }

    // ---- to the socket

    @Override
    public void data(ByteBuf data) {
        int n = data.readableBytes();
        if (outputBroken) {
            data.release();
            stream.consumed(n);
            return;
        }
        unwritten += n;
        socket.write(data).addListener(written -> {
            unwritten -= n;
            if (written.isSuccess()) {
                toSocket += n;
            } else {
                outputFailed(written.cause());
            }
            stream.consumed(n);
            afterWrite();
        });
    }

    @Override
    public void flush() {
        socket.flush();
    }

    @Override
    public void finished() {
        streamEnded = true;
        socket.flush();
        afterWrite();
    }

    @Override
    public void reset(Errno errno, String text) {
        resetByStream = true;
        inputEnded = true;
        socket.config().setAutoRead(false);
        socket.flush();
        socket.eventLoop().schedule(this::resetSocket, LAST_BYTES_MILLIS, TimeUnit.MILLISECONDS);
        afterWrite();
    }

    private void afterWrite() {
        if (unwritten > 0) {
            return;
        }
        if (resetByStream) {
            resetSocket();
        } else if (streamEnded && !outputEnded && !outputBroken) {
            outputEnded = true;
            socket.shutdownOutput().addListener(shut -> endIfBothEnded());
        }
    }

    /** The peer has reset: what it sent before can still be read, and ends in an error or in EOF. */
    private void outputFailed(Throwable cause) {
        if (!outputBroken && !outcome.isDone()) {
            outputBroken = true;
            if (inputEnded || !(cause instanceof IOException)) {
                resetByPeer(String.valueOf(cause.getMessage()));
            } else {
                socket.config().setAutoRead(stream.isWritable());
            }
        }
    }

    // ---- the end

    private void endIfBothEnded() {
        if (inputEnded && outputEnded && socket.isOutputShutdown()) {
            end(false);
        }
    }

    private void resetByPeer(String text) {
        if (!outcome.isDone() && !resetByStream) {
            inputEnded = true;
            stream.resetAfterData(Errno.CONNECTION_RESET, text);
            end(true);
        } else {
            end(resetByStream);
        }
    }

    private void resetSocket() {
        if (!outcome.isDone()) {
            if (socket.isOpen()) {
                socket.config().setSoLinger(0); // close() then sends RST
            }
            end(true);
        }
    }

    private void end(boolean reset) {
        if (!outcome.isDone()) {
            outcome.complete(new SocketBridge.Outcome(fromSocket, toSocket, reset));
            socket.close();
        }
    }
}
