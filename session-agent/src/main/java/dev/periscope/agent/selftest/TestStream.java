package dev.periscope.agent.selftest;

import dev.periscope.tunnel.link.LinkStream;
import dev.periscope.tunnel.link.StreamReceiver;
import dev.periscope.tunnel.message.Errno;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** A client's side of a stream that keeps what arrives. Methods may be called from any thread. */
public final class TestStream implements StreamReceiver {

    private final LinkStream stream;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private volatile boolean finished;
    private volatile Optional<Errno> reset = Optional.empty();
    private volatile String resetText = "";

    private TestStream(LinkStream stream) {
        this.stream = stream;
    }

    public static TestStream on(LinkStream stream) {
        TestStream test = new TestStream(stream);
        stream.eventLoop().execute(() -> stream.receiver(test));
        return test;
    }

    public void send(byte[] bytes) {
        stream.eventLoop().execute(() -> stream.write(Unpooled.wrappedBuffer(bytes)));
    }

    public void finish() {
        stream.eventLoop().execute(stream::finish);
    }

    /** @return a copy of what has arrived */
    public synchronized byte[] received() {
        return received.toByteArray();
    }

    public boolean isFinished() {
        return finished;
    }

    /** @return why the stream was reset, if it was */
    public Optional<Errno> reset() {
        return reset;
    }

    public String resetText() {
        return resetText;
    }

    @Override
    public void data(ByteBuf data) {
        byte[] bytes = new byte[data.readableBytes()];
        data.readBytes(bytes).release();
        synchronized (this) {
            received.writeBytes(bytes);
        }
        stream.consumed(bytes.length);
    }

    @Override
    public void finished() {
        finished = true;
    }

    @Override
    public void reset(Errno errno, String text) {
        resetText = text;
        reset = Optional.of(errno);
    }

    @Override
    public void writable() {}
}
