package dev.periscope.filter.json;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON text after RFC 8785 (JSON Canonicalization Scheme), for objects, lists, strings and booleans. */
public final class CanonicalJson {
    private CanonicalJson() {}

    /**
     * Writes a value: a {@code Map} with string keys, a {@code List}, a {@code String} or a {@code Boolean}, nested as
     * they come. Keys are sorted by UTF-16 units; there is no white space.
     *
     * @throws IllegalArgumentException for any other type
     */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value);
        return out.toString();
    }

    private static void write(StringBuilder out, Object value) {
        switch (value) {
            case Map<?, ?> object -> writeObject(out, object);
            case List<?> list -> writeList(out, list);
            case String string -> writeString(out, string);
            case Boolean bool -> out.append(bool);
            default ->
                throw new IllegalArgumentException(
                        "no canonical JSON for " + value.getClass().getName());
        }
    }

    private static void writeObject(StringBuilder out, Map<?, ?> object) {
        Map<String, Object> sorted = new TreeMap<>();
        object.forEach((key, member) -> sorted.put((String) key, member));
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Object> member : sorted.entrySet()) {
            out.append(separator);
            writeString(out, member.getKey());
            out.append(':');
            write(out, member.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private static void writeList(StringBuilder out, List<?> list) {
        out.append('[');
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            write(out, element);
            separator = ",";
        }
        out.append(']');
    }

    private static void writeString(StringBuilder out, String string) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(c < 0x10 ? "0" : "1").append(Character.forDigit(c & 0xf, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
