package dev.periscope.filter.json;

import dev.periscope.filter.json.JsonValue.JsonArray;
import dev.periscope.filter.json.JsonValue.JsonBoolean;
import dev.periscope.filter.json.JsonValue.JsonNull;
import dev.periscope.filter.json.JsonValue.JsonNumber;
import dev.periscope.filter.json.JsonValue.JsonObject;
import dev.periscope.filter.json.JsonValue.JsonString;
import dev.periscope.filter.json.JsonValue.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads JSON (RFC 8259). Bounded in text and depth; a key that comes twice in one object is refused, since readers differ
 * in which of the two they take.
 */
public final class JsonReader {
    /** The longest text that is read, in UTF-16 units: 1 Mi. */
    public static final int MAX_LENGTH = 1 << 20;

    /** The deepest nesting of objects and lists that is read. */
    public static final int MAX_DEPTH = 64;

    private final String text;
    private final JsonScanner scanner;
    private final boolean trailingCommas;

    private JsonReader(String text, boolean lenient) {
        this.text = text;
        this.scanner = new JsonScanner(text, lenient);
        this.trailingCommas = lenient;
    }

    /**
     * Reads JSON as RFC 8259 has it.
     *
     * @throws JsonSyntaxException when the text is not JSON, or beyond a bound
     */
    public static JsonValue read(String text) {
        return new JsonReader(text, false).document();
    }

    /**
     * Reads JSON with {@code //} and {@code /* *}{@code /} comments and with commas after last elements, as people write
     * it in files.
     *
     * @throws JsonSyntaxException when the text is not that, or beyond a bound
     */
    public static JsonValue readLenient(String text) {
        return new JsonReader(text, true).document();
    }

    private JsonValue document() {
        if (text.length() > MAX_LENGTH) {
            throw JsonSyntaxException.at(text, MAX_LENGTH, "at most " + MAX_LENGTH + " characters");
        }
        scanner.skipSpace();
        JsonValue value = value(0);
        scanner.skipSpace();
        if (!scanner.atEnd()) {
            throw scanner.fault("the end of the text");
        }
        return value;
    }

    private JsonValue value(int depth) {
        if (depth > MAX_DEPTH) {
            throw scanner.fault("at most " + MAX_DEPTH + " levels of nesting");
        }
        int start = scanner.position();
        return switch (scanner.peek()) {
            case '{' -> object(start, depth);
            case '[' -> array(start, depth);
            case '"' -> new JsonString(start, scanner.string());
            case 't' -> {
                scanner.word("true");
                yield new JsonBoolean(start, true);
            }
            case 'f' -> {
                scanner.word("false");
                yield new JsonBoolean(start, false);
            }
            case 'n' -> {
                scanner.word("null");
                yield new JsonNull(start);
            }
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> new JsonNumber(start, scanner.number());
            default -> throw scanner.fault("a value");
        };
    }

    private JsonObject object(int start, int depth) {
        List<Member> members = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        scanner.take('{');
        while (more(members.isEmpty(), '}')) {
            int at = scanner.position();
            String key = scanner.string();
            if (!keys.add(key)) {
                throw JsonSyntaxException.at(text, at, "each key once in an object, not \"" + key + "\" again");
            }
            scanner.skipSpace();
            scanner.take(':');
            scanner.skipSpace();
            members.add(new Member(at, key, value(depth + 1)));
        }
        return new JsonObject(start, members);
    }

    private JsonArray array(int start, int depth) {
        List<JsonValue> elements = new ArrayList<>();
        scanner.take('[');
        while (more(elements.isEmpty(), ']')) {
            elements.add(value(depth + 1));
        }
        return new JsonArray(start, elements);
    }

    /** Goes past a comma, or past the closing bracket; returns whether an element follows. */
    private boolean more(boolean first, char close) {
        scanner.skipSpace();
        if (scanner.takeIf(close)) {
            return false;
        }
        if (first) {
            return true;
        }
        if (!scanner.takeIf(',')) {
            throw scanner.fault("\",\" or \"" + close + "\"");
        }
        scanner.skipSpace();
        return !(trailingCommas && scanner.takeIf(close));
    }
}
