package dev.periscope.filter.older;

import dev.periscope.filter.FilterError;
import dev.periscope.filter.FilterException;
import dev.periscope.filter.OutgoingFilter;
import dev.periscope.filter.entry.SyntaxCode;
import dev.periscope.filter.json.JsonReader;
import dev.periscope.filter.json.JsonSyntaxException;
import dev.periscope.filter.json.JsonValue;
import java.util.List;

/**
 * The older JSON form, converted: {@code {"feature":{"network":{"outgoing":{"filter":{"local":["db"]}}}}}}, comments and
 * trailing commas allowed. docs/reference/older-format.md has the mapping key by key.
 *
 * @param filter the filter it means, in canonical entries without duplicates
 * @param ignored the keys without meaning here, in the order of the file, the topmost only
 */
public record OlderForm(OutgoingFilter filter, List<IgnoredKey> ignored) {
    /** Copies the list. */
    public OlderForm {
        ignored = List.copyOf(ignored);
    }

    /**
     * Converts a file's text.
     *
     * @throws FilterException with code {@code json} for bad JSON or shape (position in {@code json}), {@code conflict}
     *     for both lists, or every fault of the entries
     */
    public static OlderForm convert(String json) {
        JsonValue root;
        try {
            root = JsonReader.readLenient(json);
        } catch (JsonSyntaxException e) {
            String message = String.valueOf(e.getMessage());
            throw new FilterException(List.of(new FilterError("$", "", SyntaxCode.JSON, e.position(), message)));
        }
        return new OlderFormReader(json).read(root);
    }
}
