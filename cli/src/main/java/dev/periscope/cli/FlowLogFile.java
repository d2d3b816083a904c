package dev.periscope.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.periscope.client.AttachedSession;
import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import dev.periscope.client.flow.FlowRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Flows as lines of JSON in a file, each written when it has ended; those still open are written at the end. */
final class FlowLogFile implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final Optional<Writer> file;
    private final AttachedSession session;
    private final ExecutorService writing =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

    private FlowLogFile(Optional<Writer> file, AttachedSession session) {
        this.file = file;
        this.session = session;
    }

    static FlowLogFile open(Optional<Path> path, AttachedSession session) throws SessionException {
        if (path.isEmpty()) {
            return new FlowLogFile(Optional.empty(), session);
        }
        try {
            Writer writer = Files.newBufferedWriter(
                    path.get(), StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            FlowLogFile log = new FlowLogFile(Optional.of(writer), session);
            session.onFlowEnded(log::writeUnlessClosed);
            return log;
        } catch (IOException e) {
            throw new SessionException(
                    Kind.MACHINE, "The flow log " + path.get() + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private void writeUnlessClosed(FlowRecord flow) {
        if (!writing.isShutdown()) {
            write(flow);
        }
    }

    /** Off the thread that ended the flow, which may be an event loop. */
    private void write(FlowRecord flow) {
        writing.execute(() -> append(flow));
    }

    private void append(FlowRecord flow) {
        file.ifPresent(writer -> {
            try {
                writer.write(line(flow) + "\n");
                writer.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private String line(FlowRecord flow) throws JsonProcessingException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", flow.number());
        fields.put("started", flow.started().toString());
        flow.ended().ifPresent(end -> fields.put("ended", end.toString()));
        fields.put("pid", flow.process());
        fields.put("kind", flow.kind());
        fields.put("destination", flow.destination());
        fields.put("names", flow.names());
        fields.put("side", flow.side());
        flow.entry().ifPresent(entry -> fields.put("entry", entry));
        fields.put("source", flow.source());
        fields.put("outcome", flow.outcome());
        fields.put("bytesOut", flow.bytesOut());
        fields.put("bytesIn", flow.bytesIn());
        return json.writeValueAsString(fields);
    }

    @Override
    public void close() {
        session.flows().stream().filter(flow -> flow.ended().isEmpty()).forEach(this::write);
        writing.close();
        file.ifPresent(writer -> {
            try {
                writer.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
