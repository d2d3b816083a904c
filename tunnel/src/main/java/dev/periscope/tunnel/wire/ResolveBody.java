package dev.periscope.tunnel.wire;

import dev.periscope.tunnel.message.DnsMessage;
import dev.periscope.tunnel.message.ResolveRequest;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import io.netty.buffer.ByteBuf;

/** The body of RESOLVE: fields. */
public final class ResolveBody {

    private static final int KIND = 1;
    private static final int NAME = 2;
    private static final int ABSOLUTE = 3;
    private static final int MESSAGE = 4;

    private static final int A = 1;
    private static final int AAAA = 2;
    private static final int ANY = 3;
    private static final int RAW = 4;

    private ResolveBody() {}

    /** Appends the body. */
    public static void write(ResolveRequest request, ByteBuf out) {
        FieldWriter fields = new FieldWriter(out);
        switch (request) {
            case ResolveRequest.Lookup lookup ->
                fields.number(KIND, code(lookup.family()))
                        .text(NAME, lookup.name())
                        .number(ABSOLUTE, lookup.absolute() ? 1 : 0);
            case ResolveRequest.Raw raw ->
                fields.number(KIND, RAW).bytes(MESSAGE, raw.message().bytes());
        }
    }

    /** @throws MalformedFrameException if it is none */
    public static ResolveRequest read(ByteBuf body) throws MalformedFrameException {
        int kind = 0;
        String name = "";
        boolean absolute = false;
        byte[] message = {};
        FieldReader fields = new FieldReader("RESOLVE", body);
        while (fields.next()) {
            switch (fields.tag()) {
                case KIND -> kind = fields.number(0xff);
                case NAME -> name = fields.text();
                case ABSOLUTE -> absolute = fields.number() != 0;
                case MESSAGE -> message = fields.bytes();
                default -> fields.pass();
            }
        }
        try {
            return switch (kind) {
                case A -> new ResolveRequest.Lookup(name, Family.A, absolute);
                case AAAA -> new ResolveRequest.Lookup(name, Family.AAAA, absolute);
                case ANY -> new ResolveRequest.Lookup(name, Family.ANY, absolute);
                case RAW -> new ResolveRequest.Raw(new DnsMessage(message));
                default -> throw new MalformedFrameException("RESOLVE: kind " + kind + " is unknown");
            };
        } catch (IllegalArgumentException e) {
            throw new MalformedFrameException("RESOLVE: " + e.getMessage());
        }
    }

    private static int code(Family family) {
        return switch (family) {
            case A -> A;
            case AAAA -> AAAA;
            case ANY -> ANY;
        };
    }
}
