package dev.periscope.tunnel.wire;

import dev.periscope.tunnel.message.DnsMessage;
import dev.periscope.tunnel.message.ResolveAnswer;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** The body of RESOLVED: fields. */
public final class ResolvedBody {

    private static final int STATUS = 1;
    private static final int NAME = 2;
    private static final int ALIAS = 3;
    private static final int ADDRESS = 4;
    private static final int TEXT = 5;
    private static final int MESSAGE = 6;

    private static final int FOUND = 0;
    private static final int NO_SUCH_NAME = 1;
    private static final int NO_DATA = 2;
    private static final int SERVER_FAILURE = 3;
    private static final int TIMED_OUT = 4;
    private static final int DENIED = 5;
    private static final int RAW = 6;

    private ResolvedBody() {}

    /** Appends the body. */
    public static void write(ResolveAnswer answer, ByteBuf out) {
        FieldWriter fields = new FieldWriter(out);
        switch (answer) {
            case ResolveAnswer.Found found -> {
                fields.number(STATUS, FOUND).text(NAME, found.name()).texts(ALIAS, found.aliases());
                found.addresses().forEach(a -> fields.numberedAddress(ADDRESS, a.ttl(), a.address()));
            }
            case ResolveAnswer.NoSuchName nothing -> fields.number(STATUS, NO_SUCH_NAME);
            case ResolveAnswer.NoData noData -> fields.number(STATUS, NO_DATA).text(NAME, noData.name());
            case ResolveAnswer.ServerFailure failure ->
                fields.number(STATUS, SERVER_FAILURE).text(TEXT, failure.text());
            case ResolveAnswer.TimedOut timedOut ->
                fields.number(STATUS, TIMED_OUT).text(TEXT, timedOut.text());
            case ResolveAnswer.Denied denied -> fields.number(STATUS, DENIED).text(TEXT, denied.rule());
            case ResolveAnswer.Raw raw ->
                fields.number(STATUS, RAW).bytes(MESSAGE, raw.message().bytes());
        }
    }

    /** A status this version does not know is read as {@link ResolveAnswer.ServerFailure}. */
    public static ResolveAnswer read(ByteBuf body) throws MalformedFrameException {
        int status = -1;
        String name = "";
        String text = "";
        byte[] message = {};
        List<String> aliases = new ArrayList<>();
        List<ResolveAnswer.Address> addresses = new ArrayList<>();
        FieldReader fields = new FieldReader("RESOLVED", body);
        while (fields.next()) {
            switch (fields.tag()) {
                case STATUS -> status = fields.number(0xff);
                case NAME -> name = fields.text();
                case ALIAS -> aliases.add(fields.text());
                case ADDRESS -> {
                    FieldReader.NumberedAddress value = fields.numberedAddress();
                    addresses.add(new ResolveAnswer.Address(value.address(), value.number()));
                }
                case TEXT -> text = fields.text();
                case MESSAGE -> message = fields.bytes();
                default -> fields.pass();
            }
        }
        return switch (status) {
            case FOUND ->
                // An answer without addresses is none, whatever it says.
                addresses.isEmpty()
                        ? new ResolveAnswer.NoData(name)
                        : new ResolveAnswer.Found(name, aliases, addresses);
            case NO_SUCH_NAME -> new ResolveAnswer.NoSuchName();
            case NO_DATA -> new ResolveAnswer.NoData(name);
            case SERVER_FAILURE -> new ResolveAnswer.ServerFailure(text);
            case TIMED_OUT -> new ResolveAnswer.TimedOut(text);
            case DENIED -> new ResolveAnswer.Denied(text);
            case RAW -> raw(message);
            case -1 -> throw new MalformedFrameException("RESOLVED: expected a status");
            default -> new ResolveAnswer.ServerFailure("the agent answered with status " + status);
        };
    }

    private static ResolveAnswer raw(byte[] message) throws MalformedFrameException {
        try {
            return new ResolveAnswer.Raw(new DnsMessage(message));
        } catch (IllegalArgumentException e) {
            throw new MalformedFrameException("RESOLVED: " + e.getMessage());
        }
    }
}
