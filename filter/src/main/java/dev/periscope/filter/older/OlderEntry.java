package dev.periscope.filter.older;

import dev.periscope.filter.FilterError;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.FilterSyntaxException;
import java.util.List;
import java.util.Optional;

/** An entry of the older form: port 0 means any port, the unspecified addresses mean any destination. */
final class OlderEntry {
    private static final String ANY_PORT = ":0";

    private OlderEntry() {}

    /** Reads an entry, or adds its fault to the errors. */
    static Optional<FilterEntry> parse(String path, String text, List<FilterError> errors) {
        try {
            return Optional.of(FilterEntry.parse(rewritten(text.strip())));
        } catch (FilterSyntaxException e) {
            errors.add(FilterError.of(path, e));
            return Optional.empty();
        }
    }

    private static String rewritten(String text) {
        int separator = text.indexOf("://");
        String protocol = separator < 0 ? "" : text.substring(0, separator + 3);
        String rest = text.substring(protocol.length());
        String bare = withoutAnyPort(rest);
        String destination = bare;
        for (String unspecified : List.of("0.0.0.0", "[::]")) {
            if (bare.equals(unspecified) || bare.startsWith(unspecified + ":")) {
                destination = "*" + bare.substring(unspecified.length());
            }
        }
        // An entry of port 0 alone had nothing but "any" to say.
        return protocol + (destination.isEmpty() && !rest.isEmpty() ? "*" : destination);
    }

    /** Drops {@code :0} where it is the port: the first colon behind a bracket, or the first at all. */
    private static String withoutAnyPort(String rest) {
        int afterAddress = rest.startsWith("[") ? Math.max(0, rest.indexOf(']')) : 0;
        int colon = rest.indexOf(':', afterAddress);
        return colon >= 0 && rest.substring(colon).equals(ANY_PORT) ? rest.substring(0, colon) : rest;
    }
}
