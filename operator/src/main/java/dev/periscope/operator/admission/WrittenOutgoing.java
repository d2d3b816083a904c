package dev.periscope.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.periscope.crds.v1alpha1.FilterEntries;
import dev.periscope.crds.v1alpha1.Outgoing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code spec.outgoing} as somebody wrote it. What the schema would refuse is not read at all: the API server asks
 * the schema after this, and the schema's own words are to reach the user. The bounds are the schema's.
 */
final class WrittenOutgoing {

    private static final int MOST_ENTRIES = 128;
    private static final int MOST_REDIRECTS = 64;
    private static final int LONGEST = 300;

    private WrittenOutgoing() {}

    static Optional<Outgoing> read(JsonNode outgoing) {
        try {
            return outgoing.isObject() ? Optional.of(written(outgoing)) : Optional.empty();
        } catch (ForTheSchemaException e) {
            return Optional.empty();
        }
    }

    private static Outgoing written(JsonNode outgoing) throws ForTheSchemaException {
        JsonNode filter = outgoing.path("filter");
        Outgoing.UnresolvedLocal unresolved = word(outgoing.path("unresolvedLocal"), Outgoing.UnresolvedLocal.values());
        Outgoing.OnChange onChange = word(outgoing.path("onChange"), Outgoing.OnChange.values());
        return new Outgoing(
                new FilterEntries(
                        entries(filter.path("local")), entries(filter.path("remote")), entries(filter.path("deny"))),
                word(outgoing.path("default"), Outgoing.Side.values()),
                redirects(outgoing.path("redirect")),
                unresolved == null ? Outgoing.NONE.unresolvedLocal() : unresolved,
                onChange == null ? Outgoing.NONE.onChange() : onChange);
    }

    private static List<String> entries(JsonNode list) throws ForTheSchemaException {
        require(absent(list) || (list.isArray() && list.size() <= MOST_ENTRIES));
        List<String> entries = new ArrayList<>();
        for (JsonNode entry : list) {
            entries.add(text(entry));
        }
        return entries;
    }

    private static Map<String, String> redirects(JsonNode map) throws ForTheSchemaException {
        require(absent(map) || (map.isObject() && map.size() <= MOST_REDIRECTS));
        Map<String, String> redirects = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            redirects.put(entry.getKey(), text(entry.getValue()));
        }
        return redirects;
    }

    private static String text(JsonNode node) throws ForTheSchemaException {
        require(node.isTextual()
                && !node.textValue().isEmpty()
                && node.textValue().codePointCount(0, node.textValue().length()) <= LONGEST);
        return node.textValue();
    }

    private static <E extends Enum<E>> @Nullable E word(JsonNode node, E[] words) throws ForTheSchemaException {
        if (absent(node)) {
            return null;
        }
        return Arrays.stream(words)
                .filter(word -> word.name().equals(node.asText()))
                .findFirst()
                .orElseThrow(ForTheSchemaException::new);
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static void require(boolean holds) throws ForTheSchemaException {
        if (!holds) {
            throw new ForTheSchemaException();
        }
    }

    /** The schema refuses it, and says why better. */
    private static final class ForTheSchemaException extends Exception {
        private static final long serialVersionUID = 1;
    }
}
