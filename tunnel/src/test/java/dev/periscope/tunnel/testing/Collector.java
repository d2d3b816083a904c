package dev.periscope.tunnel.testing;

import dev.periscope.tunnel.link.LinkStream;
import dev.periscope.tunnel.link.StreamReceiver;
import dev.periscope.tunnel.message.Errno;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a stream brings; gives credit back, or does not. */
public final class Collector implements StreamReceiver {

    /** Completed when the peer has ended its direction. */
    public final CompletableFuture<Long> finished = new CompletableFuture<>();

    /** Completed when the stream was reset. */
    public final CompletableFuture<Errno> reset = new CompletableFuture<>();

    /** Bytes so far. */
    public final AtomicLong bytes = new AtomicLong();

    private final LinkStream stream;
    private final boolean consume;

    private Collector(LinkStream stream, boolean consume) {
        this.stream = stream;
        this.consume = consume;
    }

    /** @return a collector that takes everything at once */
    public static Collector on(LinkStream stream) {
        return set(new Collector(stream, true));
    }

    /** @return a collector that never gives credit */
    public static Collector stalled(LinkStream stream) {
        return set(new Collector(stream, false));
    }

    private static Collector set(Collector collector) {
        collector.stream.eventLoop().execute(() -> collector.stream.receiver(collector));
        return collector;
    }

    @Override
    public void data(ByteBuf data) {
        int n = data.readableBytes();
        data.release();
        bytes.addAndGet(n);
        if (consume) {
            stream.consumed(n);
        }
    }

    @Override
    public void finished() {
        finished.complete(bytes.get());
    }

    @Override
    public void reset(Errno errno, String text) {
        reset.complete(errno);
    }

    @Override
    public void writable() {}
}
