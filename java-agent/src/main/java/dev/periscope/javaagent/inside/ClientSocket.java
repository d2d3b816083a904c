package dev.periscope.javaagent.inside;

import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The client behind its Unix socket. Every question has a connection of its own while it waits, so that a slow answer delays nobody; idle
 * connections are kept for the next questions. A virtual thread that waits here gives its carrier back.
 *
 * <p>Idle connections break when the client restarts: they are thrown away until a fresh one settles whether it is there.
 */
final class ClientSocket implements Client {
    private static final int MOST_IDLE = 16;

    private final String path;
    private final ConcurrentLinkedDeque<Line> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private final AtomicBoolean lost = new AtomicBoolean();
    private volatile Welcome welcome = Welcome.NONE;

    ClientSocket(String path) {
        this.path = path;
    }

    /** Opens the first connection, so that the client knows of this process. */
    void greet() throws IOException {
        try {
            keep(open());
        } catch (IOException gone) {
            throw gone(gone);
        }
    }

    /** Tells the client that this process is not intercepted as it should be. */
    void tellBroken(String why) throws IOException {
        Line line = open();
        line.tell("BROKEN " + why);
        keep(line);
    }

    @Override
    public boolean servesDns(InetAddress address) {
        return welcome.dns().contains(address);
    }

    @Override
    public Answer ask(String verb, String fields) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                // An interrupted thread would close the channel it waits on; the interrupt is for the program, not for
                // us.
                interrupted |= Thread.interrupted();
                Line line = takeIdle();
                boolean fresh = line == null;
                try {
                    if (line == null) {
                        line = open();
                    }
                    Answer answer = line.ask(verb, fields);
                    keep(line);
                    lost.set(false);
                    return answer;
                } catch (ClosedByInterruptException interrupt) {
                    drop(line);
                } catch (IOException failure) {
                    drop(line);
                    if (fresh) {
                        throw gone(failure);
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Line open() throws IOException {
        SocketChannel channel = provider().openSocketChannel(StandardProtocolFamily.UNIX);
        Line line = new Line(channel);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            welcome = Welcome.parse(line.greet("HELLO v=1 mech=java pid=" + pid()));
            return line;
        } catch (IOException | RuntimeException failure) {
            line.close();
            throw failure;
        }
    }

    private @Nullable Line takeIdle() {
        Line line = idle.pollFirst();
        if (line != null) {
            idleCount.decrementAndGet();
        }
        return line;
    }

    private void keep(Line line) {
        if (idleCount.incrementAndGet() > MOST_IDLE) {
            idleCount.decrementAndGet();
            line.close();
        } else {
            idle.addFirst(line);
        }
    }

    private static void drop(@Nullable Line line) {
        if (line != null) {
            line.close();
        }
    }

    private IOException gone(IOException failure) {
        String what = failure instanceof RefusedException
                ? "the Periscope client refuses this program (" + failure.getMessage() + ")"
                : "the Periscope client is gone (" + failure.getMessage() + ")";
        if (lost.compareAndSet(false, true)) {
            Report.line(what + ": connections and names that leave this machine fail until it is back");
        }
        return new IOException(what, failure);
    }

    /** From the kernel where it says so: a process handle brings a thread pool with it. */
    private static String pid() {
        try {
            return Path.of("/proc/self").toRealPath().getFileName().toString();
        } catch (IOException notLinux) {
            return Long.toString(ProcessHandle.current().pid());
        }
    }

    /** The JDK's own provider: an application's may not know Unix sockets. */
    private static SelectorProvider provider() {
        try {
            return (SelectorProvider) Class.forName("sun.nio.ch.DefaultSelectorProvider")
                    .getMethod("get")
                    .invoke(null);
        } catch (ReflectiveOperationException elsewhere) {
            return SelectorProvider.provider();
        }
    }
}
