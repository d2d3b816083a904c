package dev.periscope.tunnel.link;

import dev.periscope.tunnel.key.KeyHash;
import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.tls.PinnedTls;
import dev.periscope.tunnel.wire.Failure;
import dev.periscope.tunnel.wire.FrameReader;
import dev.periscope.tunnel.wire.FrameType;
import dev.periscope.tunnel.wire.FrameWriter;
import dev.periscope.tunnel.wire.Hello;
import dev.periscope.tunnel.wire.MalformedFrameException;
import dev.periscope.tunnel.wire.Version;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The part both ends share: TLS, hello, then frames until the end. It reads without pause: nothing in here, and no
 * receiver of a stream, waits for a write before the next frame is taken. Belongs to the channel's event loop.
 */
final class LinkCore extends ChannelInboundHandlerAdapter implements FrameReader.Sink {

    /** What is particular to one end. */
    interface Role {
        /** TLS is through; not called over a pipe without. */
        void authenticated(KeyHash peer);

        /** Both hellos are through. */
        void started();

        /** A frame that is neither of a running stream nor of the link itself. */
        void frame(FrameType type, int id, ByteBuf body) throws MalformedFrameException;

        /** The stream of that number was reset by the peer or fails; true if the role takes care of it. */
        boolean openFailed(int id, Failure failure);

        void goingAway(LinkEnd end);

        /** The last call; all streams have ended before. */
        void ended(LinkEnd end);
    }

    private enum State {
        HANDSHAKE,
        GREETING,
        UP,
        ENDED
    }

    private static final long LAST_WORDS_SECONDS = 1;

    private final Channel channel;
    private final @Nullable SslHandler tls;
    private final LinkOptions options;
    private final Role role;
    private final FrameReader reader = new FrameReader(this);
    private final Streams streams;
    private final Pings pings;
    private final Heartbeat heartbeat;
    private final List<MuxStream> flushes = new ArrayList<>();
    private final CompletableFuture<LinkEnd> ended = new CompletableFuture<>();
    private State state = State.HANDSHAKE;
    private volatile String peerSoftware = "";
    private @Nullable Outbox outbox;

    LinkCore(Channel channel, @Nullable SslHandler tls, LinkOptions options, Role role) {
        this.channel = channel;
        this.tls = tls;
        this.options = options;
        this.role = role;
        this.streams = new Streams(options.memoryCap());
        this.pings = new Pings(this);
        this.heartbeat = new Heartbeat(
                channel.eventLoop(),
                this::nanoTime,
                options,
                pings::ask,
                () -> end(LinkEnd.Reason.NO_HEARTBEAT, "nothing was heard of the peer for " + options.deadAfter()));
    }

    // ---- what streams and roles use

    EventLoop eventLoop() {
        return channel.eventLoop();
    }

    ByteBufAllocator alloc() {
        return channel.alloc();
    }

    long nanoTime() {
        return channel.eventLoop().ticker().nanoTime();
    }

    WindowPolicy windows() {
        return options.windows();
    }

    LinkOptions options() {
        return options;
    }

    Streams streams() {
        return streams;
    }

    Pings pings() {
        return pings;
    }

    Outbox outbox() {
        if (outbox == null) {
            throw new IllegalStateException("the link has no connection yet");
        }
        return outbox;
    }

    String peerSoftware() {
        return peerSoftware;
    }

    CompletableFuture<LinkEnd> ended() {
        return ended;
    }

    boolean isUp() {
        return state == State.UP;
    }

    void flushLater(MuxStream stream) {
        flushes.add(stream);
    }

    /** Runs on the event loop, now if this is it. */
    void onLoop(Runnable action) {
        if (channel.eventLoop().inEventLoop()) {
            action.run();
        } else {
            channel.eventLoop().execute(action);
        }
    }

    void send(FrameType type, int id, FrameWriter.Body body) {
        outbox().control(FrameWriter.frame(alloc(), type, id, body));
    }

    void goAway(LinkEnd.Reason reason, String text) {
        if (state == State.UP) {
            send(FrameType.GOAWAY, 0, new GoAway(reason, false, text)::writeTo);
        }
    }

    // ---- the end

    /** Ends the link for a reason of this side, which the peer is told if it still listens. */
    void end(LinkEnd.Reason reason, String text) {
        if (state == State.ENDED) {
            return;
        }
        boolean tell = state == State.UP || state == State.GREETING;
        settle(new LinkEnd(reason, text, false));
        if (tell) {
            channel.writeAndFlush(
                            FrameWriter.frame(alloc(), FrameType.GOAWAY, 0, new GoAway(reason, true, text)::writeTo))
                    .addListener(ChannelFutureListener.CLOSE);
            eventLoop().schedule(() -> channel.close(), LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } else {
            channel.close();
        }
    }

    private void endSilently(LinkEnd end) {
        if (state != State.ENDED) {
            settle(end);
            channel.close();
        }
    }

    private void settle(LinkEnd end) {
        state = State.ENDED;
        heartbeat.stop();
        reader.release();
        streams.endAll(Errno.LINK_LOST, end.text());
        pings.fail(end);
        role.ended(end);
        ended.complete(end);
    }

    // ---- events of the channel

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        outbox = new Outbox(
                ctx, () -> end(LinkEnd.Reason.PEER_STUCK, "the peer asks for more than it reads; 16 MiB wait for it"));
        eventLoop().schedule(this::helloTimedOut, options.helloTimeout().toMillis(), TimeUnit.MILLISECONDS);
        if (!ctx.channel().isOpen()) {
            channelInactive(ctx);
        } else if (tls == null && ctx.channel().isActive()) {
            greet();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (tls == null && state == State.HANDSHAKE) {
            greet();
        }
        ctx.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && state == State.HANDSHAKE && tls != null) {
            if (handshake.isSuccess()) {
                role.authenticated(PinnedTls.peer(tls));
                greet();
            } else {
                endSilently(TlsFailure.describe(handshake.cause()));
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    private void greet() {
        state = State.GREETING;
        send(FrameType.HELLO, 0, self()::writeTo);
    }

    private Hello self() {
        return new Hello(Version.LOWEST, Version.HIGHEST, options.software());
    }

    private void helloTimedOut() {
        if (state == State.HANDSHAKE || state == State.GREETING) {
            end(LinkEnd.Reason.NO_HEARTBEAT, "the peer did not say hello within " + options.helloTimeout());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (state != State.ENDED) {
                heartbeat.heard();
                reader.read(in, ctx.alloc());
            }
        } catch (MalformedFrameException e) {
            end(LinkEnd.Reason.PROTOCOL_ERROR, String.valueOf(e.getMessage()));
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        for (int i = 0; i < flushes.size(); i++) {
            flushes.get(i).flush();
        }
        flushes.clear();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable() && state == State.UP) {
            outbox().pump();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        endSilently(new LinkEnd(LinkEnd.Reason.CONNECTION_LOST, "the connection to the peer was closed", false));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        endSilently(
                state == State.UP
                        ? new LinkEnd(
                                LinkEnd.Reason.CONNECTION_LOST, "the connection failed: " + cause.getMessage(), false)
                        : TlsFailure.describe(cause));
    }

    // ---- frames

    @Override
    public void data(int id, ByteBuf piece) throws MalformedFrameException {
        MuxStream stream;
        try {
            stream = state == State.UP ? streams.find(FrameType.DATA, id) : notYet(FrameType.DATA);
        } catch (MalformedFrameException e) {
            piece.release();
            throw e;
        }
        if (stream == null) {
            piece.release();
            return;
        }
        stream.data(piece);
        streams.overCap()
                .ifPresent(largest -> largest.failBoth(
                        Errno.LIMIT,
                        "more than " + options.memoryCap() + " bytes wait on this link, most of them for this stream"));
    }

    @Override
    public void frame(FrameType type, int id, ByteBuf body) throws MalformedFrameException {
        if (state == State.ENDED) {
            return;
        }
        if (state == State.GREETING) {
            greeted(type, body);
            return;
        }
        switch (type) {
            case HELLO -> throw new MalformedFrameException("HELLO: expected once");
            case PING -> pong(id, body);
            case PONG -> pings.answered(id);
            case GOAWAY -> goneAway(GoAway.read(body));
            case CREDIT -> credit(id, body);
            case FIN -> {
                MuxStream stream = streams.find(type, id);
                if (stream != null) {
                    stream.finReceived();
                }
            }
            case RESET -> reset(id, Failure.read("RESET", body));
            default -> role.frame(type, id, body);
        }
    }

    private static @Nullable MuxStream notYet(FrameType type) throws MalformedFrameException {
        throw new MalformedFrameException(type + ": expected HELLO first");
    }

    private void greeted(FrameType type, ByteBuf body) throws MalformedFrameException {
        // A refusal may come instead of a hello.
        if (type == FrameType.GOAWAY) {
            goneAway(GoAway.read(body));
            return;
        }
        if (type != FrameType.HELLO) {
            throw new MalformedFrameException(type + ": expected HELLO first");
        }
        Hello peer = Hello.read(body);
        if (self().common(peer).isEmpty()) {
            end(
                    LinkEnd.Reason.VERSION,
                    "this side speaks " + Version.LOWEST + " to " + Version.HIGHEST + ", the peer (" + peer.software()
                            + ") " + peer.lowest() + " to " + peer.highest() + "; install versions that meet");
            return;
        }
        state = State.UP;
        peerSoftware = peer.software();
        heartbeat.start();
        role.started();
    }

    private void pong(int id, ByteBuf body) {
        byte[] echo = new byte[body.readableBytes()];
        body.readBytes(echo);
        send(FrameType.PONG, id, out -> out.writeBytes(echo));
    }

    private void goneAway(GoAway away) {
        LinkEnd end = new LinkEnd(away.reason(), away.text(), true);
        if (away.now()) {
            endSilently(end);
        } else {
            role.goingAway(end);
        }
    }

    private void credit(int id, ByteBuf body) throws MalformedFrameException {
        if (body.readableBytes() != Integer.BYTES) {
            throw new MalformedFrameException("CREDIT: expected 4 bytes, found " + body.readableBytes());
        }
        MuxStream stream = streams.find(FrameType.CREDIT, id);
        if (stream != null) {
            stream.credit(body.readUnsignedInt());
        }
    }

    private void reset(int id, Failure failure) throws MalformedFrameException {
        MuxStream stream = streams.find(FrameType.RESET, id);
        if (stream != null && !role.openFailed(id, failure)) {
            stream.fail(failure.errno(), failure.text());
        }
    }
}
