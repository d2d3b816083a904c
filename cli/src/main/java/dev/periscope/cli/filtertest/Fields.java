package dev.periscope.cli.filtertest;

import dev.periscope.filter.OutgoingFilter;
import dev.periscope.filter.PolicyPart;
import dev.periscope.filter.Side;
import dev.periscope.filter.json.JsonValue;
import dev.periscope.filter.json.JsonValue.JsonArray;
import dev.periscope.filter.json.JsonValue.JsonBoolean;
import dev.periscope.filter.json.JsonValue.JsonNull;
import dev.periscope.filter.json.JsonValue.JsonNumber;
import dev.periscope.filter.json.JsonValue.JsonObject;
import dev.periscope.filter.json.JsonValue.JsonString;
import dev.periscope.filter.json.JsonValue.Member;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the fields of a case. What is of another type than expected is a {@link BadFileException}. */
record Fields(JsonObject object) {

    /** The file does not have the form of test vectors; the message says what was expected where. */
    static final class BadFileException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int position;

        BadFileException(int position, String message) {
            super(message);
            this.position = position;
        }

        int position() {
            return position;
        }
    }

    boolean has(String key) {
        return object.get(key).isPresent();
    }

    boolean isNull(String key) {
        return object.get(key).filter(JsonNull.class::isInstance).isPresent();
    }

    Optional<String> text(String key) {
        return object.get(key).filter(value -> !(value instanceof JsonNull)).map(value -> switch (value) {
            case JsonString string -> string.value();
            case JsonNumber number -> number.text();
            case JsonBoolean bool -> String.valueOf(bool.value());
            default -> throw wrong(value, key, "a text");
        });
    }

    String required(String key) {
        return text(key)
                .orElseThrow(() -> new BadFileException(object.position(), "expected the field \"" + key + "\""));
    }

    List<Fields> objects(String key) {
        return elements(key).stream()
                .map(element -> new Fields(object(element, key, "objects")))
                .toList();
    }

    List<String> texts(String key) {
        return elements(key).stream().map(element -> string(element, key)).toList();
    }

    Fields inner(String key) {
        return object.get(key)
                .map(value -> new Fields(object(value, key, "an object")))
                .orElseGet(() -> new Fields(new JsonObject(object.position(), List.of())));
    }

    /** This object as {@code spec.outgoing} in the vectors' flat form. */
    OutgoingFilter filter() {
        Map<String, String> redirect = new LinkedHashMap<>();
        for (Member member : inner("redirect").object().members()) {
            redirect.put(member.key(), inner("redirect").required(member.key()));
        }
        OutgoingFilter lists = OutgoingFilter.of(texts("local"), texts("remote"), texts("deny"))
                .withRedirect(redirect);
        return text("default").map(Side::of).map(lists::withDefault).orElse(lists);
    }

    List<PolicyPart> policies() {
        return objects("policies").stream()
                .map(policy -> new PolicyPart(
                        policy.required("name"),
                        policy.text("clusterWide").filter("true"::equals).isPresent(),
                        policy.texts("deny"),
                        policy.texts("mustBeLocal"),
                        policy.texts("remote")))
                .toList();
    }

    private List<JsonValue> elements(String key) {
        return object.get(key).map(value -> list(value, key)).orElse(List.of());
    }

    private static JsonObject object(JsonValue value, String key, String expected) {
        if (value instanceof JsonObject found) {
            return found;
        }
        throw wrong(value, key, expected);
    }

    private static String string(JsonValue value, String key) {
        if (value instanceof JsonString found) {
            return found.value();
        }
        throw wrong(value, key, "texts");
    }

    private static List<JsonValue> list(JsonValue value, String key) {
        if (value instanceof JsonArray found) {
            return found.elements();
        }
        throw wrong(value, key, "a list");
    }

    private static BadFileException wrong(JsonValue value, String key, String expected) {
        return new BadFileException(
                value.position(), "\"" + key + "\": expected " + expected + ", found " + value.kind());
    }
}
