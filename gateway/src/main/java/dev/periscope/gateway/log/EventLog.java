package dev.periscope.gateway.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;

/**
 * One JSON object for each event on one line: {@code time}, {@code level}, {@code event}, then keys of {@link LogKey}. Safe
 * for use by many threads. Never given a payload, a nonce or a key.
 */
public final class EventLog {

    private enum Level {
        info,
        warn
    }

    private static final JsonFactory JSON = new JsonFactory();

    private final PrintStream out;
    private final Clock clock;

    /** @param out gets the lines */
    public EventLog(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** A field of an event. */
    public record Field(LogKey key, String value) {}

    /** @return a field */
    public static Field field(LogKey key, Object value) {
        return new Field(key, String.valueOf(value));
    }

    /** Something happened as it should. */
    public void info(String event, Field... fields) {
        write(Level.info, event, fields);
    }

    /** Something happened that somebody may have to look at. */
    public void warn(String event, Field... fields) {
        write(Level.warn, event, fields);
    }

    private void write(Level level, String event, Field... fields) {
        StringWriter line = new StringWriter(160);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", clock.instant().toString());
            json.writeStringField("level", level.name());
            json.writeStringField("event", event);
            for (Field field : fields) {
                json.writeStringField(field.key().name(), field.value());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string does not fail to be written to", e);
        }
        out.println(line);
    }
}
