package dev.periscope.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.wire.ConfigBody;
import dev.periscope.tunnel.wire.EnvironmentBody;
import dev.periscope.tunnel.wire.Failure;
import dev.periscope.tunnel.wire.FrameReader;
import dev.periscope.tunnel.wire.FrameType;
import dev.periscope.tunnel.wire.FrameWriter;
import dev.periscope.tunnel.wire.HashBody;
import dev.periscope.tunnel.wire.Hello;
import dev.periscope.tunnel.wire.MalformedFrameException;
import dev.periscope.tunnel.wire.Open;
import dev.periscope.tunnel.wire.Opened;
import dev.periscope.tunnel.wire.ResolveBody;
import dev.periscope.tunnel.wire.ResolvedBody;
import dev.periscope.tunnel.wire.StatsBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Optional;

/** Any bytes are frames or are refused, and what is taken is written again as it was. */
class WireFuzzTest {

    /** With more, a text's broken UTF-8 may grow beyond what a field can hold when it is written again. */
    private static final int MAX_BODY = 20_000;

    /** The first byte says how the rest is cut. */
    @FuzzTest(maxDuration = "1m")
    void frames(byte[] data) {
        if (data.length == 0) {
            return;
        }
        ByteBuf in = Unpooled.wrappedBuffer(data, 1, data.length - 1);
        Again again = new Again(in.duplicate());
        FrameReader reader = new FrameReader(again);
        try {
            while (in.isReadable()) {
                int n = Math.min(1 + (data[0] & 0xff), in.readableBytes());
                reader.read(in.readSlice(n), UnpooledByteBufAllocator.DEFAULT);
            }
        } catch (MalformedFrameException e) {
            check(e.getMessage() != null && !e.getMessage().isBlank(), "a reason");
        } finally {
            reader.release();
        }
        again.end();
    }

    /** Writes each frame again and looks for its bytes where they came from. */
    private static final class Again implements FrameReader.Sink {
        private final ByteBuf source;
        private final ByteBuf expected = Unpooled.buffer();
        private final ByteBuf data = Unpooled.buffer();

        Again(ByteBuf source) {
            this.source = source;
        }

        @Override
        public void data(int stream, ByteBuf piece) {
            data.writeBytes(piece);
            piece.release();
        }

        @Override
        public void frame(FrameType type, int id, ByteBuf body) {
            passUngathered();
            ByteBuf frame = FrameWriter.frame(
                    UnpooledByteBufAllocator.DEFAULT, type, id, out -> out.writeBytes(body.duplicate()));
            check(source.readSlice(frame.readableBytes()).equals(frame), type + " to be written as it was read");
            frame.release();
        }

        /** DATA comes in pieces, and frames of later versions are skipped. */
        private void passUngathered() {
            while (source.readableBytes() >= FrameType.HEADER) {
                int type = source.getUnsignedByte(source.readerIndex());
                if (type != FrameType.DATA.code() && type < 0x80) {
                    return;
                }
                int length = source.skipBytes(1).readUnsignedMedium();
                ByteBuf body = source.skipBytes(4).readSlice(Math.min(length, source.readableBytes()));
                if (type == FrameType.DATA.code()) {
                    expected.writeBytes(body);
                }
            }
        }

        void end() {
            passUngathered();
            ByteBuf read = data.slice();
            check(
                    read.readableBytes() <= expected.readableBytes()
                            && read.equals(expected.slice(0, read.readableBytes())),
                    "DATA as it came");
        }
    }

    /** The first byte chooses the type. */
    @FuzzTest(maxDuration = "1m")
    void bodies(byte[] data) {
        if (data.length == 0 || data.length > MAX_BODY) {
            return;
        }
        FrameType[] types = FrameType.values();
        FrameType type = types[(data[0] & 0xff) % types.length];
        Optional<Message> read;
        try {
            read = message(type, Unpooled.wrappedBuffer(data, 1, data.length - 1));
        } catch (MalformedFrameException e) {
            check(e.getMessage() != null && !e.getMessage().isBlank(), "a reason");
            return;
        }
        if (read.isPresent()) {
            ByteBuf written = written(read.get());
            try {
                Message again = message(type, written.duplicate()).orElseThrow();
                check(again.value().equals(read.get().value()), "what was written to be read: " + again);
                check(written(again).equals(written), "one form for one message: " + again);
            } catch (MalformedFrameException e) {
                throw new AssertionError("written, but not read: " + read, e);
            }
        }
    }

    private record Message(Object value, FrameWriter.Body body) {}

    private static ByteBuf written(Message message) {
        ByteBuf out = Unpooled.buffer();
        message.body().writeTo(out);
        return out;
    }

    private static Optional<Message> message(FrameType type, ByteBuf body) throws MalformedFrameException {
        return switch (type) {
            case HELLO -> {
                Hello hello = Hello.read(body);
                yield Optional.of(new Message(hello, hello::writeTo));
            }
            case OPEN -> {
                Open open = Open.read(body);
                yield Optional.of(new Message(open, open::writeTo));
            }
            case OPENED -> {
                Opened opened = Opened.read(body);
                yield Optional.of(new Message(opened, opened::writeTo));
            }
            case FAILED, RESET -> {
                Failure failure = Failure.read(type.name(), body);
                yield Optional.of(new Message(failure, failure::writeTo));
            }
            case RESOLVE -> {
                var request = ResolveBody.read(body);
                yield Optional.of(new Message(request, out -> ResolveBody.write(request, out)));
            }
            case RESOLVED -> {
                ResolveAnswer answer = ResolvedBody.read(body);
                check(
                        !(answer instanceof ResolveAnswer.Found found)
                                || !found.addresses().isEmpty(),
                        "an address");
                yield Optional.of(new Message(answer, out -> ResolvedBody.write(answer, out)));
            }
            case ENV -> {
                var answer = EnvironmentBody.read(body);
                yield Optional.of(new Message(answer, out -> EnvironmentBody.write(answer, out)));
            }
            case CONFIG -> {
                var config = ConfigBody.read(body);
                yield Optional.of(new Message(config, out -> ConfigBody.write(config, out)));
            }
            case CONFIG_ACK -> {
                var hash = HashBody.read(body);
                yield Optional.of(new Message(hash, out -> HashBody.write(hash, out)));
            }
            case STATS -> {
                var stats = StatsBody.read(body);
                yield Optional.of(new Message(stats, out -> StatsBody.write(stats, out)));
            }
            case PING, PONG, GOAWAY, DATA, CREDIT, FIN, ENV_REQUEST, STATS_REQUEST -> Optional.empty();
        };
    }

    private static void check(boolean holds, String expected) {
        if (!holds) {
            throw new AssertionError("expected " + expected);
        }
    }
}
