package dev.periscope.javaagent.inside;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One greeted connection to the client. Used by one thread at a time. */
final class Line implements AutoCloseable {
    private static final String ID = "1"; // never more than one question at a time
    private static final int LONGEST = 4_096;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(LONGEST).limit(0);

    Line(SocketChannel channel) {
        this.channel = channel;
    }

    /** Says hello and returns what the client said to it. */
    String greet(String hello) throws IOException {
        write(hello + "\n");
        return read();
    }

    Answer ask(String verb, String fields) throws IOException {
        write(verb + " " + ID + " " + fields + "\n");
        String line = read();
        RefusedException.check(line);
        return Answer.parse(line, ID);
    }

    void tell(String line) throws IOException {
        write(line + "\n");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException gone) {
            // It was to be closed, and nobody will use it again.
        }
    }

    private void write(String text) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    private String read() throws IOException {
        int from = in.position();
        while (true) {
            for (int i = from; i < in.limit(); i++) {
                if (in.get(i) == '\n') {
                    String line = new String(in.array(), in.position(), i - in.position(), StandardCharsets.UTF_8);
                    in.position(i + 1);
                    return line;
                }
            }
            in.compact();
            if (!in.hasRemaining()) {
                throw new IOException("the Periscope client gave an answer that is too long");
            }
            from = in.position();
            int read = channel.read(in);
            in.flip();
            if (read < 0) {
                throw new EOFException("the Periscope client closed the connection");
            }
        }
    }
}
