package dev.periscope.filter.json;

import java.util.List;
import java.util.Optional;

/** A JSON value that knows where it stood. */
public sealed interface JsonValue {
    /** Returns the index of its first character in the text that was read. */
    int position();

    /**
     * An object.
     *
     * @param members in the order of the text, each key once
     */
    record JsonObject(int position, List<Member> members) implements JsonValue {
        /** Copies the list. */
        public JsonObject {
            members = List.copyOf(members);
        }

        /** Returns the value of a key. */
        public Optional<JsonValue> get(String key) {
            return members.stream()
                    .filter(member -> member.key().equals(key))
                    .map(Member::value)
                    .findFirst();
        }
    }

    /**
     * A key with its value.
     *
     * @param position the index of the key's opening quote
     */
    record Member(int position, String key, JsonValue value) {}

    /** A list. */
    record JsonArray(int position, List<JsonValue> elements) implements JsonValue {
        /** Copies the list. */
        public JsonArray {
            elements = List.copyOf(elements);
        }
    }

    /** A string, with its escapes resolved. */
    record JsonString(int position, String value) implements JsonValue {}

    /**
     * A number.
     *
     * @param text as written: no range or precision is lost
     */
    record JsonNumber(int position, String text) implements JsonValue {}

    /** {@code true} or {@code false}. */
    record JsonBoolean(int position, boolean value) implements JsonValue {}

    /** {@code null}. */
    record JsonNull(int position) implements JsonValue {}

    /** Returns what kind of value this is, for messages: {@code a list}. */
    default String kind() {
        return switch (this) {
            case JsonObject object -> "an object";
            case JsonArray array -> "a list";
            case JsonString string -> "a string";
            case JsonNumber number -> "a number";
            case JsonBoolean bool -> "true or false";
            case JsonNull none -> "null";
        };
    }
}
