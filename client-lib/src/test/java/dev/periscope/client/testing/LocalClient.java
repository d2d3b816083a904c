package dev.periscope.client.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A mechanism's end of the local protocol: sends lines, reads lines. */
public final class LocalClient implements AutoCloseable {
    private final SocketChannel socket;
    private final BufferedReader reader;

    public LocalClient(Path path) throws IOException {
        socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        socket.connect(UnixDomainSocketAddress.of(path));
        reader = new BufferedReader(new InputStreamReader(Channels.newInputStream(socket), StandardCharsets.UTF_8));
    }

    /** Greets as a process and forgets the answer. */
    public static LocalClient greeted(Path path, long pid) throws IOException {
        LocalClient client = new LocalClient(path);
        client.ask("HELLO v=1 mech=java pid=" + pid);
        return client;
    }

    public void send(String line) throws IOException {
        socket.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** The next line, or an empty text at the end. */
    public String next() throws IOException {
        String line = reader.readLine();
        return line == null ? "" : line;
    }

    public String ask(String line) throws IOException {
        send(line);
        return next();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
