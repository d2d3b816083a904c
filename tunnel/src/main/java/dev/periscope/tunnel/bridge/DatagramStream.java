package dev.periscope.tunnel.bridge;

import dev.periscope.tunnel.link.LinkStream;
import dev.periscope.tunnel.link.StreamReceiver;
import dev.periscope.tunnel.message.Errno;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Datagrams of one stream. Belongs to the event loop. */
final class DatagramStream implements StreamReceiver, DatagramBridge.DatagramFlow {

    private static final int NO_LENGTH = -1;

    private final LinkStream stream;
    private final long idleNanos;
    private final DatagramBridge.DatagramReceiver receiver;
    private java.util.concurrent.@Nullable ScheduledFuture<?> idleCheck;
    private long lastUse;
    private int firstLengthByte = NO_LENGTH;
    private @Nullable ByteBuf payload;
    private int remaining;
    private boolean over;

    DatagramStream(LinkStream stream, Duration idle, DatagramBridge.DatagramReceiver receiver) {
        this.stream = stream;
        this.idleNanos = idle.toNanos();
        this.receiver = receiver;
    }

    void start() {
        used();
        checkIdleAfter(idleNanos);
        stream.receiver(this);
    }

    // ---- out

    @Override
    public boolean send(ByteBuf datagram) {
        int n = datagram.readableBytes();
        if (n > DatagramBridge.MAX_PAYLOAD) {
            datagram.release();
            throw new IllegalArgumentException("datagram: " + n + " bytes are more than " + DatagramBridge.MAX_PAYLOAD);
        }
        if (over || !stream.isWritable()) {
            datagram.release();
            return false;
        }
        used();
        stream.write(Unpooled.wrappedBuffer(
                ByteBufAllocator.DEFAULT.ioBuffer(Short.BYTES).writeShort(n), datagram));
        return true;
    }

    @Override
    public void close() {
        end(Optional.empty());
        stream.finish();
    }

    /** Ends the flow with a reason the other side is told. */
    void fail(Errno errno, String text) {
        end(Optional.of(errno));
        stream.reset(errno, text);
    }

    // ---- in

    @Override
    public void data(ByteBuf data) {
        int n = data.readableBytes();
        try {
            while (data.isReadable() && !over) {
                read(data);
            }
        } finally {
            data.release();
            stream.consumed(n);
        }
    }

    private void read(ByteBuf data) {
        if (payload == null) {
            if (firstLengthByte == NO_LENGTH) {
                firstLengthByte = data.readUnsignedByte();
                return;
            }
            int length = firstLengthByte << 8 | data.readUnsignedByte();
            firstLengthByte = NO_LENGTH;
            if (length > DatagramBridge.MAX_PAYLOAD) {
                fail(Errno.OTHER, "a datagram of " + length + " bytes is longer than UDP allows");
                return;
            }
            payload = ByteBufAllocator.DEFAULT.ioBuffer(Math.max(1, length), Math.max(1, length));
            remaining = length;
        }
        ByteBuf target = payload;
        int take = Math.min(remaining, data.readableBytes());
        target.writeBytes(data, take);
        remaining -= take;
        if (remaining == 0) {
            payload = null;
            used();
            receiver.datagram(target);
        }
    }

    @Override
    public void finished() {
        close();
    }

    @Override
    public void reset(Errno errno, String text) {
        end(Optional.of(errno));
    }

    @Override
    public void writable() {
        // Datagrams are dropped rather than kept; the next one goes.
    }

    // ---- the end

    private void used() {
        lastUse = stream.eventLoop().ticker().nanoTime();
    }

    private void checkIdleAfter(long nanos) {
        idleCheck = stream.eventLoop().schedule(this::checkIdle, nanos, TimeUnit.NANOSECONDS);
    }

    private void checkIdle() {
        long idle = stream.eventLoop().ticker().nanoTime() - lastUse;
        if (idle >= idleNanos) {
            close();
        } else {
            checkIdleAfter(idleNanos - idle);
        }
    }

    private void end(Optional<Errno> errno) {
        if (over) {
            return;
        }
        over = true;
        if (idleCheck != null) {
            idleCheck.cancel(false);
        }
        if (payload != null) {
            payload.release();
            payload = null;
        }
        receiver.ended(errno);
    }
}
