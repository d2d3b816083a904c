package dev.periscope.tunnel.wire;

import dev.periscope.tunnel.message.Environment;
import io.netty.buffer.ByteBuf;
import java.util.LinkedHashMap;
import java.util.Map;

/** The body of ENV: fields. Either a source and variables, or a failure's text. */
public final class EnvironmentBody {

    private static final int SOURCE = 1;
    private static final int VARIABLE = 2;
    private static final int FAILURE = 3;

    private EnvironmentBody() {}

    /** An answer to a request for the environment. */
    public sealed interface Answer {}

    /** The environment. */
    public record Known(Environment environment) implements Answer {}

    /** There is none, and why. */
    public record Unknown(String text) implements Answer {}

    /** Appends the body. */
    public static void write(Answer answer, ByteBuf out) {
        FieldWriter fields = new FieldWriter(out);
        switch (answer) {
            case Known(Environment environment) -> {
                fields.text(SOURCE, environment.source());
                environment.values().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .forEach(e -> fields.pair(VARIABLE, e.getKey(), e.getValue()));
            }
            case Unknown(String text) -> fields.text(FAILURE, text);
        }
    }

    /** @throws MalformedFrameException if it is none */
    public static Answer read(ByteBuf body) throws MalformedFrameException {
        String source = "";
        Map<String, String> values = new LinkedHashMap<>();
        FieldReader fields = new FieldReader("ENV", body);
        while (fields.next()) {
            switch (fields.tag()) {
                case SOURCE -> source = fields.text();
                case VARIABLE -> {
                    FieldReader.Pair pair = fields.pair();
                    values.put(pair.first(), pair.second());
                }
                case FAILURE -> {
                    return new Unknown(fields.text());
                }
                default -> fields.pass();
            }
        }
        return new Known(new Environment(source, values));
    }
}
