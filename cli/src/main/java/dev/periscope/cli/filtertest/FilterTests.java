package dev.periscope.cli.filtertest;

import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import dev.periscope.filter.json.JsonReader;
import dev.periscope.filter.json.JsonSyntaxException;
import dev.periscope.filter.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code filter test}: a file in, a report out. */
public final class FilterTests {
    private FilterTests() {}

    /**
     * What came of a file.
     *
     * @param cases how many there were
     * @param failures each failing case with its differences, indented
     */
    public record Report(int cases, List<String> failures) {
        public Report {
            failures = List.copyOf(failures);
        }
    }

    /** @throws SessionException when the file cannot be read or is not of the form of test vectors */
    public static Report run(Path file) throws SessionException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SessionException(
                    Kind.INVALID, "The file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
        try {
            JsonValue root = JsonReader.readLenient(text);
            if (!(root instanceof JsonValue.JsonObject object)) {
                throw new Fields.BadFileException(root.position(), "expected an object, found " + root.kind());
            }
            Outcome outcome = Expectations.run(new Fields(object));
            return new Report(outcome.cases(), outcome.failures());
        } catch (JsonSyntaxException e) {
            throw new SessionException(Kind.INVALID, file + ": not JSON: " + e.getMessage() + ".", e);
        } catch (Fields.BadFileException e) {
            String place = String.valueOf(
                    JsonSyntaxException.at(text, e.position(), "").getMessage());
            throw new SessionException(
                    Kind.INVALID,
                    file + ": " + place.replaceFirst(": expected .*", "") + ": " + e.getMessage() + ".",
                    e);
        } catch (IllegalArgumentException e) {
            throw new SessionException(Kind.INVALID, file + ": " + e.getMessage() + ".", e);
        }
    }
}
