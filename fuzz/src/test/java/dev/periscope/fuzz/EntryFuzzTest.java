package dev.periscope.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.FilterSyntaxException;
import java.nio.charset.StandardCharsets;

/** Any text is an entry or a fault inside the text, and a canonical text is its own entry. */
class EntryFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void parse(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        FilterEntry entry;
        try {
            entry = FilterEntry.parse(text);
        } catch (FilterSyntaxException e) {
            check(e.position() >= 0 && e.position() <= text.length(), "a position inside the text", e.getMessage());
            check(!e.expected().isBlank(), "what was expected", e.getMessage());
            return;
        }
        String canonical = entry.text();
        check(canonical.chars().allMatch(c -> c > 0x20 && c < 0x7f), "canonical text in ASCII", canonical);
        check(FilterEntry.parse(canonical).equals(entry), "the canonical text to parse to itself", canonical);
    }

    private static void check(boolean holds, String expected, String got) {
        if (!holds) {
            throw new AssertionError("expected " + expected + ": " + got);
        }
    }
}
