package dev.periscope.agent.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;

/** The agent's log: one JSON object a line. Safe for use by many threads. */
public final class EventLog {

    private static final JsonFactory JSON = new JsonFactory();

    private final PrintStream out;
    private final Clock clock;

    public EventLog(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    public void info(String event, Key.Field... fields) {
        write("info", event, fields);
    }

    public void warn(String event, Key.Field... fields) {
        write("warn", event, fields);
    }

    public void error(String event, Key.Field... fields) {
        write("error", event, fields);
    }

    private void write(String level, String event, Key.Field... fields) {
        StringWriter line = new StringWriter(160);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", clock.instant().toString());
            json.writeStringField("level", level);
            json.writeStringField("event", event);
            for (Key.Field field : fields) {
                json.writeFieldName(field.key().text());
                write(json, field.value());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter cannot fail", e);
        }
        out.println(line);
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            default -> json.writeString(value.toString());
        }
    }
}
