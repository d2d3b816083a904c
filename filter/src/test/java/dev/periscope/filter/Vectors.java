package dev.periscope.filter;

import dev.periscope.filter.json.JsonReader;
import dev.periscope.filter.json.JsonValue;
import dev.periscope.filter.json.JsonValue.JsonArray;
import dev.periscope.filter.json.JsonValue.JsonObject;
import dev.periscope.filter.json.JsonValue.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The specification's test vectors. */
final class Vectors {
    private static final JsonObject ROOT = load();

    private Vectors() {}

    private static JsonObject load() {
        try (InputStream in = Vectors.class.getResourceAsStream("filter-vectors.json")) {
            byte[] bytes = Objects.requireNonNull(in).readAllBytes();
            return (JsonObject) JsonReader.read(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonObject> section(String name) {
        return array(ROOT, name).map(JsonObject.class::cast);
    }

    static Stream<JsonValue> array(JsonObject object, String key) {
        return object.get(key).map(value -> ((JsonArray) value).elements()).orElse(List.of()).stream();
    }

    static List<String> strings(JsonObject object, String key) {
        return array(object, key).map(value -> ((JsonString) value).value()).toList();
    }

    static Optional<String> string(JsonObject object, String key) {
        return object.get(key).filter(JsonString.class::isInstance).map(value -> ((JsonString) value).value());
    }

    static JsonObject object(JsonObject object, String key) {
        return (JsonObject) object.get(key).orElseThrow();
    }

    static OutgoingFilter filter(JsonObject filter) {
        Map<String, String> redirect = new LinkedHashMap<>();
        filter.get("redirect")
                .map(JsonObject.class::cast)
                .ifPresent(object -> object.members()
                        .forEach(member -> redirect.put(member.key(), ((JsonString) member.value()).value())));
        OutgoingFilter lists = OutgoingFilter.of(
                        strings(filter, "local"), strings(filter, "remote"), strings(filter, "deny"))
                .withRedirect(redirect);
        return string(filter, "default").map(Side::of).map(lists::withDefault).orElse(lists);
    }

    static List<PolicyPart> policies(JsonObject group) {
        return array(group, "policies")
                .map(JsonObject.class::cast)
                .map(policy -> new PolicyPart(
                        string(policy, "name").orElseThrow(),
                        false,
                        strings(policy, "deny"),
                        strings(policy, "mustBeLocal"),
                        strings(policy, "remote")))
                .toList();
    }
}
