package dev.periscope.filter;

import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.SyntaxCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One list of a filter while it is read: duplicates fall away, places in the list as written stay known. */
final class EntryList {
    private final String path;
    // By canonical text: strings are ordered, so that chosen hash collisions cost no more than a logarithm.
    private final Map<String, Written> byText = new LinkedHashMap<>();

    private record Written(int index, FilterEntry entry, String text) {}

    EntryList(String path) {
        this.path = path;
    }

    void add(int index, FilterEntry entry, String text) {
        byText.putIfAbsent(entry.text(), new Written(index, entry, text));
    }

    String path(int index) {
        return path + "[" + index + "]";
    }

    List<FilterEntry> entries() {
        return byText.values().stream().map(Written::entry).toList();
    }

    void refuseThoseIn(EntryList earlier, List<FilterError> errors) {
        byText.forEach((text, written) -> {
            Written first = earlier.byText.get(text);
            if (first != null) {
                errors.add(new FilterError(
                        path(written.index()),
                        written.text(),
                        SyntaxCode.CONFLICT,
                        0,
                        "\"" + text + "\" stands in " + earlier.path(first.index()) + " as well (conflict): "
                                + "expected each entry in one list; remove one of the two"));
            }
        });
    }
}
