package dev.periscope.tunnel.link;

import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.wire.Failure;
import dev.periscope.tunnel.wire.FrameType;
import dev.periscope.tunnel.wire.FrameWriter;
import dev.periscope.tunnel.wire.MalformedFrameException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a link. It is over when both directions have ended, or at a reset; then it leaves the table, and frames
 * that still come for it are dropped. Every callback may lead back into this stream, so state is settled before each.
 */
final class MuxStream implements LinkStream {

    private final int id;
    private final LinkCore link;
    private final Sending sending;
    private final Receiving receiving;
    private @Nullable StreamReceiver receiver;
    private @Nullable Failure failure;
    private boolean queued;
    private boolean flushDue;
    private boolean writable;
    private boolean aborting;
    private boolean over;

    MuxStream(int id, LinkCore link, long credit, int window) {
        this.id = id;
        this.link = link;
        this.sending = new Sending(id, credit);
        this.receiving = new Receiving(id, window, link.nanoTime());
        this.writable = credit > 0;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public EventLoop eventLoop() {
        return link.eventLoop();
    }

    @Override
    public boolean isOver() {
        return over;
    }

    int held() {
        return receiving.held();
    }

    int window() {
        return receiving.window();
    }

    // ---- sending

    @Override
    public void write(ByteBuf data) {
        if (over || aborting || !data.isReadable()) {
            data.release();
            return;
        }
        if (sending.isEnding()) {
            data.release();
            throw new IllegalStateException("stream " + id + ": written to after finish()");
        }
        sending.add(data);
        writable = sending.isWritable();
        offer();
    }

    @Override
    public boolean isWritable() {
        return !over && sending.isWritable();
    }

    @Override
    public void finish() {
        if (!over && !sending.isEnding()) {
            sending.end(FrameWriter.frame(link.alloc(), FrameType.FIN, id));
            offer();
        }
    }

    @Override
    public void reset(Errno errno, String text) {
        if (!over) {
            end();
            link.outbox().control(resetFrame(errno, text));
        }
    }

    @Override
    public void resetAfterData(Errno errno, String text) {
        if (over || aborting) {
            return;
        }
        if (sending.isEnded()) {
            reset(errno, text);
            return;
        }
        aborting = true;
        link.streams().countReleased(receiving.drop());
        sending.end(resetFrame(errno, text));
        offer();
    }

    private ByteBuf resetFrame(Errno errno, String text) {
        return FrameWriter.frame(link.alloc(), FrameType.RESET, id, new Failure(errno, text)::writeTo);
    }

    private void offer() {
        if (sending.isReady()) {
            link.outbox().ready(this);
        }
    }

    boolean enterQueue() {
        boolean entered = !queued;
        queued = true;
        return entered;
    }

    void leaveQueue() {
        queued = false;
    }

    void sendTo(ChannelHandlerContext ctx, int quantum) {
        if (over) {
            return;
        }
        link.streams().countSent(sending.writeTo(ctx, quantum));
        offer();
        if (sending.isEnded() && (aborting || receiving.isFinished())) {
            end();
        } else {
            tellIfWritable();
        }
    }

    void credit(long bytes) throws MalformedFrameException {
        sending.addCredit(bytes);
        offer();
        tellIfWritable();
    }

    private void tellIfWritable() {
        boolean was = writable;
        writable = sending.isWritable();
        if (writable && !was && receiver != null) {
            receiver.writable();
        }
    }

    // ---- receiving

    @Override
    public void receiver(StreamReceiver newReceiver) {
        if (receiver != null) {
            throw new IllegalStateException("stream " + id + " has a receiver already");
        }
        receiver = newReceiver;
        if (failure != null) {
            newReceiver.reset(failure.errno(), failure.text());
            return;
        }
        for (ByteBuf data = receiving.early().poll();
                data != null;
                data = receiving.early().poll()) {
            newReceiver.data(data);
        }
        newReceiver.flush();
        if (receiving.isFinished()) {
            newReceiver.finished();
        }
    }

    void data(ByteBuf piece) throws MalformedFrameException {
        int n = piece.readableBytes();
        try {
            receiving.arrived(n);
        } catch (MalformedFrameException e) {
            piece.release();
            throw e;
        }
        link.streams().countReceived(n);
        if (aborting) {
            piece.release();
            link.streams().countReleased(receiving.drop());
        } else if (receiver == null) {
            receiving.keep(piece);
        } else {
            receiver.data(piece);
            if (!flushDue) {
                flushDue = true;
                link.flushLater(this);
            }
        }
    }

    void flush() {
        flushDue = false;
        if (!over && receiver != null) {
            receiver.flush();
        }
    }

    void finReceived() throws MalformedFrameException {
        receiving.finish();
        boolean bothEnded = sending.isEnded();
        if (bothEnded) {
            leave();
        }
        if (receiver != null && !aborting) {
            if (flushDue) {
                receiver.flush();
            }
            receiver.finished();
        }
    }

    @Override
    public void consumed(int bytes) {
        link.streams().countReleased(receiving.consumed(bytes));
        if (!over && !aborting && receiving.isDue()) {
            long now = link.nanoTime();
            int window = link.windows().grow(link.streams().session(), receiving.window(), receiving.drainNanos(now));
            int credit = receiving.settle(window, now);
            link.outbox().control(FrameWriter.frame(link.alloc(), FrameType.CREDIT, id, out -> out.writeInt(credit)));
        }
    }

    // ---- the end

    /** The peer's reset, the end of the link, or want of memory: the receiver is told. */
    void fail(Errno errno, String text) {
        if (over) {
            return;
        }
        boolean told = aborting;
        end();
        if (receiver != null && !told) {
            receiver.reset(errno, text);
        } else {
            failure = new Failure(errno, text);
        }
    }

    /** As {@link #fail}, and the peer is told as well. */
    void failBoth(Errno errno, String text) {
        if (!over) {
            link.outbox().control(resetFrame(errno, text));
            fail(errno, text);
        }
    }

    private void end() {
        leave();
        sending.drop();
        link.streams().countReleased(receiving.drop());
    }

    /** Bytes the receiver still holds stay counted until it has consumed them. */
    private void leave() {
        if (!over) {
            over = true;
            link.streams().remove(this);
        }
    }
}
