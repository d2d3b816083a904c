package dev.periscope.tunnel.link;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds a peer that is gone without a word: asks when nothing was heard for a while, gives up when nothing was heard for
 * longer. Anything that arrives counts, so a busy link never asks. Belongs to the event loop.
 */
final class Heartbeat {

    private final EventLoop loop;
    private final LongSupplier nanoTime;
    private final long interval;
    private final long deadAfter;
    private final Runnable ask;
    private final Runnable dead;
    private long heard;
    private java.util.concurrent.@Nullable ScheduledFuture<?> next;

    Heartbeat(EventLoop loop, LongSupplier nanoTime, LinkOptions options, Runnable ask, Runnable dead) {
        this.loop = loop;
        this.nanoTime = nanoTime;
        this.interval = options.heartbeat().toNanos();
        this.deadAfter = options.deadAfter().toNanos();
        this.ask = ask;
        this.dead = dead;
    }

    void start() {
        heard = nanoTime.getAsLong();
        after(interval);
    }

    void heard() {
        heard = nanoTime.getAsLong();
    }

    void stop() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    private void after(long nanos) {
        next = loop.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        long silent = nanoTime.getAsLong() - heard;
        if (silent >= deadAfter) {
            dead.run();
        } else if (silent >= interval) {
            ask.run();
            after(Math.min(interval, deadAfter - silent));
        } else {
            after(interval - silent);
        }
    }
}
