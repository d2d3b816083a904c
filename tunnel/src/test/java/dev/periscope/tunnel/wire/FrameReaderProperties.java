package dev.periscope.tunnel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However the bytes are cut, the frames are the same; whatever the bytes are, nothing but a clear refusal comes of it. */
class FrameReaderProperties {

    record Frame(FrameType type, int id, String body) {}

    /** Joins the pieces of a DATA frame again. */
    private static final class Frames implements FrameReader.Sink {
        private final List<Frame> frames = new ArrayList<>();

        @Override
        public void data(int stream, ByteBuf piece) {
            String hex = ByteBufUtil.hexDump(piece);
            piece.release();
            if (!frames.isEmpty()) {
                Frame last = frames.getLast();
                if (last.type() == FrameType.DATA && last.id() == stream) {
                    frames.set(frames.size() - 1, new Frame(FrameType.DATA, stream, last.body() + hex));
                    return;
                }
            }
            frames.add(new Frame(FrameType.DATA, stream, hex));
        }

        @Override
        public void frame(FrameType type, int id, ByteBuf body) {
            frames.add(new Frame(type, id, ByteBufUtil.hexDump(body)));
        }
    }

    @Provide
    Arbitrary<List<Frame>> frames() {
        Arbitrary<Frame> frame = Combinators.combine(
                        Arbitraries.of(
                                FrameType.DATA, FrameType.RESOLVE, FrameType.OPEN, FrameType.PING, FrameType.FIN),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(600))
                .as((type, id, body) ->
                        new Frame(type, id, ByteBufUtil.hexDump(body, 0, Math.min(body.length, type.maxBody()))));
        return frame.filter(f -> f.type() != FrameType.DATA || !f.body().isEmpty())
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 300)
    void cutsMakeNoDifference(
            @ForAll("frames") List<Frame> frames,
            @ForAll List<@net.jqwik.api.constraints.IntRange(min = 1, max = 50) Integer> cuts)
            throws MalformedFrameException {
        ByteBuf all = Unpooled.buffer();
        for (Frame frame : frames) {
            byte[] body = ByteBufUtil.decodeHexDump(frame.body());
            all.writeInt(frame.type().code() << 24 | body.length)
                    .writeInt(frame.id())
                    .writeBytes(body);
        }
        Frames whole = new Frames();
        new FrameReader(whole).read(all.duplicate(), UnpooledByteBufAllocator.DEFAULT);
        Frames cut = new Frames();
        FrameReader reader = new FrameReader(cut);
        int next = 0;
        while (all.isReadable()) {
            int n = cuts.isEmpty() ? 7 : cuts.get(next++ % cuts.size());
            reader.read(all.readSlice(Math.min(n, all.readableBytes())), UnpooledByteBufAllocator.DEFAULT);
        }
        assertThat(cut.frames).isEqualTo(whole.frames);
        reader.release();
    }

    @Property(tries = 2_000)
    void anyBytesAreFramesOrAreRefused(@ForAll byte[] bytes) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        FrameReader reader = new FrameReader(new Decoding());
        try {
            reader.read(in, UnpooledByteBufAllocator.DEFAULT);
        } catch (MalformedFrameException e) {
            assertThat(e.getMessage()).isNotBlank();
        } finally {
            reader.release();
            in.release();
        }
    }

    @Property(tries = 2_000)
    void anyBodyIsAMessageOrIsRefused(@ForAll byte[] bytes, @ForAll FrameType type) {
        ByteBuf body = Unpooled.wrappedBuffer(bytes);
        try {
            new Decoding().frame(type, 1, body);
        } catch (MalformedFrameException e) {
            assertThat(e.getMessage()).isNotBlank();
        } finally {
            body.release();
        }
    }

    /** Reads every body that has a form. */
    private static final class Decoding implements FrameReader.Sink {
        @Override
        public void data(int stream, ByteBuf piece) {
            piece.release();
        }

        @Override
        public void frame(FrameType type, int id, ByteBuf body) throws MalformedFrameException {
            Object message = switch (type) {
                case HELLO -> Hello.read(body);
                case OPEN -> Open.read(body);
                case OPENED -> Opened.read(body);
                case FAILED, RESET -> Failure.read(type.name(), body);
                case RESOLVE -> ResolveBody.read(body);
                case RESOLVED -> ResolvedBody.read(body);
                case ENV -> EnvironmentBody.read(body);
                case CONFIG -> ConfigBody.read(body);
                case CONFIG_ACK -> HashBody.read(body);
                case STATS -> StatsBody.read(body);
                case PING, PONG, GOAWAY, DATA, CREDIT, FIN, ENV_REQUEST, STATS_REQUEST -> type;
            };
            assertThat(message).isNotNull();
        }
    }
}
