package dev.periscope.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The API server's audit log: which requests arrived. A request stands in it before its caller has the answer. Every
 * request counts once: a watch when it opens, all others when they are answered. Immutable, safe for several threads.
 */
public final class AuditLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    AuditLog(Path file) {
        this.file = file;
    }

    /** A point in time of the log. */
    public record Mark(long offset) {}

    /** Now: pass it to {@link #since} after the act. */
    public Mark mark() {
        try {
            return new Mark(Files.exists(file) ? Files.size(file) : 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the audit log", e);
        }
    }

    /** All requests after the mark, in the order of their answers. */
    public List<AuditEvent> since(Mark mark) {
        return text(mark).lines().map(AuditLog::parse).flatMap(Optional::stream).toList();
    }

    /** The requests after the mark from a client whose user agent begins so, in the order of their answers. */
    public List<AuditEvent> since(Mark mark, String userAgentPrefix) {
        Predicate<AuditEvent> wanted = event -> event.userAgent().startsWith(userAgentPrefix);
        return since(mark).stream().filter(wanted).toList();
    }

    private String text(Mark mark) {
        try (InputStream bytes = Files.newInputStream(file)) {
            bytes.skipNBytes(mark.offset());
            String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
            // A line still being written belongs to a request that nobody has the answer of.
            return text.substring(0, text.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the audit log", e);
        }
    }

    private static Optional<AuditEvent> parse(String line) {
        try {
            JsonNode event = JSON.readTree(line);
            boolean watch = event.path("verb").asText().equals("watch");
            boolean opened = event.path("stage").asText().equals("ResponseStarted");
            boolean refused = event.path("responseStatus").path("code").asInt() >= 400;
            // A refused watch never starts; one that is served has two lines, and the second may be hours away.
            boolean counts = watch ? opened || refused : !opened;
            return counts ? Optional.of(AuditEvent.from(event)) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a line of an audit log: " + line, e);
        }
    }
}
