package dev.periscope.cli;

import dev.periscope.client.AttachedSession;
import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes SIGINT, SIGTERM and SIGHUP, so that the session is cleaned up before this process ends. While something is
 * waited for, a signal interrupts the waiting thread; while a program runs, its keeper is told.
 */
final class Interruption implements AutoCloseable {
    /** What a signal does now: the number is the signal's. */
    private final AtomicReference<@Nullable IntConsumer> handler = new AtomicReference<>();

    private final AtomicReference<@Nullable Integer> received = new AtomicReference<>();
    private Runnable restore = () -> {};

    private Interruption() {}

    static Interruption watch() {
        Interruption interruption = new Interruption();
        interruption.restore = Signals.handle(List.of("INT", "TERM", "HUP"), interruption::take);
        return interruption;
    }

    /** Something that takes time and may be interrupted. */
    @FunctionalInterface
    interface Waiting {
        AttachedSession get() throws SessionException;
    }

    /** Runs what waits; a signal meanwhile ends it with a {@link SessionException}. */
    AttachedSession during(Waiting waiting) throws SessionException {
        Thread waiter = Thread.currentThread();
        handler.set(signal -> waiter.interrupt());
        try {
            AttachedSession session = waiting.get();
            if (received.get() != null) {
                Thread.interrupted();
                session.close();
                throw new SessionException(Kind.SESSION_ENDED, "Interrupted; the session was cleaned up.");
            }
            return session;
        } finally {
            handler.set(null);
        }
    }

    /** From now on signals are told to this one; one that came before is told at once. */
    void tell(IntConsumer keeper) {
        handler.set(keeper);
        Integer earlier = received.get();
        if (earlier != null) {
            keeper.accept(earlier);
        }
    }

    private void take(int signal) {
        received.set(signal);
        IntConsumer now = handler.get();
        if (now != null) {
            now.accept(signal);
        }
    }

    @Override
    public void close() {
        restore.run();
    }
}
