package dev.periscope.tunnel.link;

import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.wire.FrameType;
import dev.periscope.tunnel.wire.MalformedFrameException;
import io.netty.util.collection.IntObjectHashMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The open streams of a link, and the memory they hold. Belongs to the event loop, except for {@link #counters}. */
final class Streams {

    private final IntObjectHashMap<MuxStream> open = new IntObjectHashMap<>();
    private final long memoryCap;
    private int highest;

    // Written by the event loop alone, read by any thread.
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong held = new AtomicLong();

    Streams(long memoryCap) {
        this.memoryCap = memoryCap;
    }

    int size() {
        return open.size();
    }

    void add(MuxStream stream) {
        open.put(stream.id(), stream);
        highest = stream.id();
        count.setRelease(open.size());
        total.setRelease(total.getPlain() + 1);
    }

    /** @return the next stream's number; 0 when they are used up */
    int nextId() {
        return highest == Integer.MAX_VALUE ? 0 : highest + 1;
    }

    /** @throws MalformedFrameException unless the number is a new one */
    void checkNew(int id) throws MalformedFrameException {
        if (id <= highest) {
            throw new MalformedFrameException("OPEN: stream " + id + " does not follow " + highest);
        }
    }

    /**
     * @return the stream, absent when it is over: frames may have been under way
     * @throws MalformedFrameException if there never was one
     */
    @Nullable
    MuxStream find(FrameType type, int id) throws MalformedFrameException {
        if (id <= 0 || id > highest) {
            throw new MalformedFrameException(type + ": there never was a stream " + Integer.toUnsignedString(id));
        }
        return open.get(id);
    }

    void remove(MuxStream stream) {
        open.remove(stream.id());
        count.setRelease(open.size());
    }

    void countReceived(int bytes) {
        received.setRelease(received.getPlain() + bytes);
        held.setRelease(held.getPlain() + bytes);
    }

    void countReleased(int bytes) {
        held.setRelease(held.getPlain() - bytes);
    }

    void countSent(int bytes) {
        sent.setRelease(sent.getPlain() + bytes);
    }

    /** @return the stream that has to go because the link holds more than it may */
    Optional<MuxStream> overCap() {
        return held.getPlain() <= memoryCap
                ? Optional.empty()
                : open.values().stream().max(Comparator.comparingInt(MuxStream::held));
    }

    WindowPolicy.Session session() {
        return new WindowPolicy.Session(held.getPlain(), memoryCap, open.size());
    }

    void endAll(Errno errno, String text) {
        new ArrayList<>(open.values()).forEach(stream -> stream.fail(errno, text));
    }

    LinkCounters counters() {
        return new LinkCounters(
                count.getAcquire(), total.getAcquire(), received.getAcquire(), sent.getAcquire(), held.getAcquire());
    }
}
