package dev.periscope.tunnel.link;

import dev.periscope.tunnel.wire.MalformedFrameException;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;

/** The receiving half of a stream: how much may still come, what is held, what is owed. Belongs to the event loop. */
final class Receiving {

    private final int id;
    private final ArrayDeque<ByteBuf> early = new ArrayDeque<>();
    private long allowed;
    private int window;
    private int held;
    private int owed;
    private long since;
    private boolean finished;

    Receiving(int id, int window, long now) {
        this.id = id;
        this.window = window;
        this.allowed = window;
        this.since = now;
    }

    /** @throws MalformedFrameException if the peer sends more than it may, or after its end */
    void arrived(int bytes) throws MalformedFrameException {
        if (finished) {
            throw new MalformedFrameException("DATA: stream " + id + " has ended in this direction");
        }
        allowed -= bytes;
        held += bytes;
        if (allowed < 0) {
            throw new MalformedFrameException(
                    "DATA: stream " + id + ": " + -allowed + " bytes more than the credit that was given");
        }
    }

    /** @throws MalformedFrameException if it ended before */
    void finish() throws MalformedFrameException {
        if (finished) {
            throw new MalformedFrameException("FIN: stream " + id + " has ended in this direction before");
        }
        finished = true;
    }

    boolean isFinished() {
        return finished;
    }

    int held() {
        return held;
    }

    int window() {
        return window;
    }

    /** @return bytes to be taken off what the link holds: no more than what is held */
    int consumed(int bytes) {
        int n = Math.min(bytes, held);
        held -= n;
        owed += n;
        return n;
    }

    /** @return whether a quarter of the window is owed, which is when it is given back */
    boolean isDue() {
        return !finished && owed >= window / 4;
    }

    /** @return how long the owed bytes took to drain */
    long drainNanos(long now) {
        return now - since;
    }

    /** @return the credit to be given now */
    int settle(int newWindow, long now) {
        int credit = owed + Math.max(0, newWindow - window);
        window = Math.max(window, newWindow);
        allowed += credit;
        owed = 0;
        since = now;
        return credit;
    }

    /** Keeps bytes until there is a receiver. */
    void keep(ByteBuf data) {
        early.add(data);
    }

    ArrayDeque<ByteBuf> early() {
        return early;
    }

    /** Gives up what is kept. @return what was held */
    int drop() {
        for (ByteBuf data = early.poll(); data != null; data = early.poll()) {
            data.release();
        }
        int n = held;
        held = 0;
        return n;
    }
}
