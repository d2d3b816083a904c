package dev.periscope.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.periscope.filter.CompiledFilter;
import dev.periscope.filter.FilterException;
import dev.periscope.filter.json.JsonReader;
import dev.periscope.filter.json.JsonSyntaxException;
import dev.periscope.filter.json.JsonValue;
import dev.periscope.filter.older.OlderForm;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any text is JSON or a fault inside the text; what the strict reader takes, the lenient one takes alike. */
class JsonFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void read(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        JsonValue strict;
        try {
            strict = JsonReader.read(text);
        } catch (JsonSyntaxException e) {
            check(e.position() >= 0 && e.position() <= text.length(), String.valueOf(e.getMessage()));
            check(e.line() >= 1 && e.column() >= 1, String.valueOf(e.getMessage()));
            return;
        }
        check(JsonReader.readLenient(text).equals(strict), text);
    }

    /** What converts also compiles, and everything else is refused with a reason. */
    @FuzzTest(maxDuration = "1m")
    void olderForm(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        OlderForm converted;
        try {
            converted = OlderForm.convert(text);
        } catch (FilterException e) {
            check(!e.errors().isEmpty(), text);
            return;
        }
        CompiledFilter compiled =
                CompiledFilter.compile(converted.filter(), List.of()).orElseThrow();
        check(compiled.hash().length() == 64, text);
    }

    private static void check(boolean holds, String got) {
        if (!holds) {
            throw new AssertionError(got);
        }
    }
}
