package dev.periscope.client.source;

import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import dev.periscope.filter.FilterError;
import dev.periscope.filter.FilterException;
import dev.periscope.filter.OutgoingFilter;
import dev.periscope.filter.json.JsonReader;
import dev.periscope.filter.json.JsonSyntaxException;
import dev.periscope.filter.json.JsonValue;
import dev.periscope.filter.json.JsonValue.JsonObject;
import dev.periscope.filter.json.JsonValue.JsonString;
import dev.periscope.filter.older.OlderForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The older JSON form as a session: its filter, its target and its namespace. */
final class OlderSource {
    private OlderSource() {}

    /**
     * What such a file says.
     *
     * @param ignored keys without meaning here and why, one line each
     */
    record Older(Map<String, Object> spec, Optional<String> namespace, List<String> ignored) {}

    static Older read(SourceText source) throws SessionException {
        try {
            OlderForm form = OlderForm.convert(source.text());
            JsonValue root = JsonReader.readLenient(source.text());
            Optional<JsonValue> target = member(root, "target");
            Map<String, Object> spec = new LinkedHashMap<>();
            Optional<String> path = target.flatMap(OlderSource::path);
            if (path.isPresent()) {
                TargetText.parse(path.get()).ifPresent(parsed -> spec.put("target", parsed));
                if (!path.get().equals("targetless") && !spec.containsKey("target")) {
                    throw new SessionException(
                            Kind.INVALID,
                            source.pointAt(
                                    target.get().position(),
                                    "target: \"" + path.get() + "\" is no target; expected " + TargetText.EXPECTED));
                }
            }
            spec.put("outgoing", outgoing(form.filter()));
            List<String> ignored = form.ignored().stream()
                    .filter(key -> !key.path().equals("target"))
                    .map(key -> key.toString())
                    .toList();
            return new Older(
                    spec, target.flatMap(value -> member(value, "namespace")).flatMap(OlderSource::text), ignored);
        } catch (JsonSyntaxException e) {
            throw new SessionException(Kind.INVALID, source.pointAt(e.position(), String.valueOf(e.getMessage())), e);
        } catch (FilterException e) {
            throw new SessionException(
                    Kind.INVALID,
                    e.errors().stream().map(error -> describe(source, error)).collect(Collectors.joining("\n")),
                    e);
        }
    }

    private static Optional<String> path(JsonValue target) {
        return text(target).or(() -> member(target, "path").flatMap(OlderSource::text));
    }

    private static Optional<JsonValue> member(JsonValue value, String key) {
        return value instanceof JsonObject object ? object.get(key) : Optional.empty();
    }

    private static Optional<String> text(JsonValue value) {
        return value instanceof JsonString string ? Optional.of(string.value()) : Optional.empty();
    }

    private static Map<String, Object> outgoing(OutgoingFilter filter) {
        Map<String, Object> lists = new LinkedHashMap<>();
        putUnlessEmpty(lists, "local", filter.local());
        putUnlessEmpty(lists, "remote", filter.remote());
        Map<String, Object> outgoing = new LinkedHashMap<>();
        if (!lists.isEmpty()) {
            outgoing.put("filter", lists);
        }
        filter.defaultSide().ifPresent(side -> outgoing.put("default", side.text()));
        return outgoing;
    }

    private static void putUnlessEmpty(Map<String, Object> lists, String key, List<String> entries) {
        if (!entries.isEmpty()) {
            lists.put(key, entries);
        }
    }

    private static String describe(SourceText source, FilterError error) {
        if (error.path().equals("$")) {
            return source.pointAt(error.position(), error.message());
        }
        int at = error.entry().isEmpty() ? -1 : source.text().indexOf("\"" + error.entry() + "\"");
        return at < 0
                ? source.name() + ": " + error
                : source.pointAt(at + 1 + error.position(), error.path() + ": " + error.message());
    }
}
