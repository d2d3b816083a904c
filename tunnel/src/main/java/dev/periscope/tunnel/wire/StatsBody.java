package dev.periscope.tunnel.wire;

import dev.periscope.tunnel.message.LinkStats;
import io.netty.buffer.ByteBuf;

/** The body of STATS: fields. */
public final class StatsBody {

    private static final int FLOWS = 1;
    private static final int TOTAL_FLOWS = 2;
    private static final int BYTES_IN = 3;
    private static final int BYTES_OUT = 4;
    private static final int DENIED = 5;
    private static final int BUFFERED = 6;

    private StatsBody() {}

    /** Appends the body. */
    public static void write(LinkStats stats, ByteBuf out) {
        new FieldWriter(out)
                .number(FLOWS, stats.flows())
                .number(TOTAL_FLOWS, stats.totalFlows())
                .number(BYTES_IN, stats.bytesIn())
                .number(BYTES_OUT, stats.bytesOut())
                .number(DENIED, stats.denied())
                .number(BUFFERED, stats.bufferedBytes());
    }

    /** @throws MalformedFrameException if it is none */
    public static LinkStats read(ByteBuf body) throws MalformedFrameException {
        int flows = 0;
        long totalFlows = 0;
        long bytesIn = 0;
        long bytesOut = 0;
        long denied = 0;
        long buffered = 0;
        FieldReader fields = new FieldReader("STATS", body);
        while (fields.next()) {
            switch (fields.tag()) {
                case FLOWS -> flows = fields.number(Integer.MAX_VALUE);
                case TOTAL_FLOWS -> totalFlows = fields.number();
                case BYTES_IN -> bytesIn = fields.number();
                case BYTES_OUT -> bytesOut = fields.number();
                case DENIED -> denied = fields.number();
                case BUFFERED -> buffered = fields.number();
                default -> fields.pass();
            }
        }
        return new LinkStats(flows, totalFlows, bytesIn, bytesOut, denied, buffered);
    }
}
