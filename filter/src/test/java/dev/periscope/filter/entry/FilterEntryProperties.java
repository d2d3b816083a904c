package dev.periscope.filter.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.filter.model.Filters;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FilterEntryProperties {
    @Provide
    Arbitrary<String> entries() {
        return Filters.entries();
    }

    @Provide
    Arbitrary<String> almostEntries() {
        return Arbitraries.of(
                        "tcp", "://", "*", ".", ":", "/", "[", "]", "%", ",", "-", "0", "1", "80", "255", "a", "é", "ß",
                        "::", " ")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 500)
    void aCanonicalTextIsItsOwnEntry(@ForAll("entries") String text) {
        FilterEntry entry = FilterEntry.parse(text);
        assertThat(FilterEntry.parse(entry.text())).isEqualTo(entry);
        assertThat(FilterEntry.parse(entry.text()).text()).isEqualTo(entry.text());
    }

    @Property(tries = 500)
    void caseAndSpaceDoNotCount(@ForAll("entries") String text) {
        assertThat(FilterEntry.parse(" " + text.toUpperCase(Locale.ROOT) + "\t"))
                .isEqualTo(FilterEntry.parse(text));
    }

    @Property(tries = 2_000)
    void anyTextIsAnEntryOrAFaultInsideIt(@ForAll("almostEntries") String text) {
        try {
            FilterEntry entry = FilterEntry.parse(text);
            assertThat(FilterEntry.parse(entry.text())).isEqualTo(entry);
        } catch (FilterSyntaxException e) {
            assertThat(e.position()).isBetween(0, text.length());
            assertThat(e.expected()).isNotBlank();
        }
    }

    @Property(tries = 500)
    void anyUnicodeTextIsAnEntryOrAFaultInsideIt(@ForAll String text) {
        try {
            assertThat(FilterEntry.parse(text).text()).matches("[!-~]+");
        } catch (FilterSyntaxException e) {
            assertThat(e.position()).isBetween(0, text.length());
        }
    }
}
