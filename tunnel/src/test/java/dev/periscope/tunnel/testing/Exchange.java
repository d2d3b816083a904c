package dev.periscope.tunnel.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One side of a connection that sends a seeded sequence and checks the one it gets, both at once: each byte, the exact
 * number of bytes, and a clean end.
 *
 * @param sendSeed the sequence it sends
 * @param expectSeed the sequence it expects
 * @param send how many bytes it sends
 * @param expect how many bytes it expects
 * @param pace how it reads and writes
 */
public record Exchange(long sendSeed, long expectSeed, long send, long expect, Pace pace) {

    private static final long PATIENCE_SECONDS = 120;

    /** How a side reads and writes: called after each piece, with the bytes so far; may wait. */
    public interface Pace {

        /** @return as fast as it goes */
        static Pace full() {
            return new Pace() {};
        }

        /** After a piece was read. */
        default void afterRead(long soFar) throws InterruptedException {}

        /** After a piece was written. */
        default void afterWrite(long soFar) throws InterruptedException {}
    }

    /** @return the other side, at full speed */
    public Exchange mirrored() {
        return new Exchange(
                /* sendSeed= */ expectSeed,
                /* expectSeed= */ sendSeed,
                /* send= */ expect,
                /* expect= */ send,
                Pace.full());
    }

    /** @return the same with another pace */
    public Exchange at(Pace other) {
        return new Exchange(sendSeed, expectSeed, send, expect, other);
    }

    /** Does it, and closes the socket. @throws Exception on the first wrong byte, a wrong length, or an unclean end */
    public void over(Socket socket, ExecutorService threads) throws Exception {
        try (socket) {
            Future<Void> sending = threads.submit(sender(socket));
            receive(socket);
            sending.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private Callable<Void> sender(Socket socket) {
        return () -> {
            SeededBytes bytes = new SeededBytes(sendSeed);
            byte[] piece = new byte[16 << 10];
            OutputStream out = socket.getOutputStream();
            for (long done = 0; done < send; ) {
                int n = (int) Math.min(piece.length, send - done);
                bytes.fill(piece, n);
                out.write(piece, 0, n);
                done += n;
                pace.afterWrite(done);
            }
            socket.shutdownOutput();
            return null;
        };
    }

    private void receive(Socket socket) throws IOException, InterruptedException {
        SeededBytes bytes = new SeededBytes(expectSeed);
        byte[] piece = new byte[16 << 10];
        InputStream in = socket.getInputStream();
        long got = 0;
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            for (int i = 0; i < n; i++) {
                if (piece[i] != bytes.next()) {
                    throw new IOException("byte " + (got + i) + " is wrong");
                }
            }
            got += n;
            pace.afterRead(got);
        }
        if (got != expect) {
            throw new IOException("expected " + expect + " bytes, got " + got + " and a clean end");
        }
    }
}
