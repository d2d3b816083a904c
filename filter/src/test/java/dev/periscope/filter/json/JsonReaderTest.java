package dev.periscope.filter.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.periscope.filter.json.JsonValue.JsonArray;
import dev.periscope.filter.json.JsonValue.JsonNumber;
import dev.periscope.filter.json.JsonValue.JsonObject;
import dev.periscope.filter.json.JsonValue.JsonString;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static JsonSyntaxException fault(String text) {
        return catchThrowableOfType(JsonSyntaxException.class, () -> JsonReader.read(text));
    }

    @Test
    void valuesKnowWhereTheyStood() {
        JsonObject object = (JsonObject) JsonReader.read(" {\"a\": [1.50, \"x\\u00e9\\n\"]}");
        JsonArray array = (JsonArray) object.get("a").orElseThrow();
        assertThat(object.position()).isEqualTo(1);
        assertThat(array.elements()).containsExactly(new JsonNumber(8, "1.50"), new JsonString(14, "xé\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; 1; 1",
                "{; 1; 2",
                "{\"a\":1,}; 1; 8",
                "[1,]; 1; 4",
                "[1 2]; 1; 4",
                "{\"a\" 1}; 1; 6",
                "{a:1}; 1; 2",
                "[01]; 1; 3",
                "[1.]; 1; 4",
                "[-]; 1; 3",
                "[1e]; 1; 4",
                "[tru]; 1; 2",
                "\"a; 1; 3",
                "\"\\x\"; 1; 3",
                "\"\\u12g4\"; 1; 3",
                "[] []; 1; 4",
                "// x; 1; 1",
                "{\"a\":1,\"a\":2}; 1; 8",
            })
    void aFaultHasALineAndAColumn(String text, int line, int column) {
        JsonSyntaxException fault = fault(text);
        assertThat(fault.line()).isEqualTo(line);
        assertThat(fault.column()).isEqualTo(column);
        assertThat(fault).hasMessageContaining("expected");
    }

    @Test
    void linesAreCounted() {
        JsonSyntaxException fault = fault("{\n  \"a\": 1,\n  b\n}");
        assertThat(fault.line()).isEqualTo(3);
        assertThat(fault.column()).isEqualTo(3);
    }

    @Test
    void controlCharactersInStringsAreRefused() {
        assertThat(fault("\"a\tb\"")).hasMessageContaining("\\u0009");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[1,2,],}",
                "// first\n{\"a\":[1, /* two */ 2]} // last",
                "/* ** / */ {\"a\":[1,2]}",
                "{\"a\":[1,2]}//",
            })
    void theLenientReaderTakesCommentsAndTrailingCommas(String text) {
        JsonObject object = (JsonObject) JsonReader.readLenient(text);
        assertThat(((JsonArray) object.get("a").orElseThrow()).elements()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[,]", "{,}", "[1,,2]", "/*/ []", "[] /*", "/ []"})
    void theLenientReaderTakesNoMoreThanThat(String text) {
        assertThat(catchThrowableOfType(JsonSyntaxException.class, () -> JsonReader.readLenient(text)))
                .isNotNull();
    }

    @Test
    void depthAndLengthAreBounded() {
        String deepest = "[".repeat(JsonReader.MAX_DEPTH + 1) + "]".repeat(JsonReader.MAX_DEPTH + 1);
        assertThat(JsonReader.read(deepest)).isInstanceOf(JsonArray.class);
        assertThat(fault("[" + deepest + "]")).hasMessageContaining("nesting");
        assertThat(fault("[".repeat(100_000))).hasMessageContaining("nesting");
        assertThat(fault(" ".repeat(JsonReader.MAX_LENGTH + 1))).hasMessageContaining("at most");
    }

    @Test
    void canonicalTextIsSortedAndEscapedAfterRfc8785() {
        Map<String, Object> value =
                Map.of("\u20ac", "\u20ac\u000f\n\"\\/<\u007f", "\r", true, "1", List.of("a", Map.of()));
        assertThat(CanonicalJson.write(value))
                .isEqualTo("{\"\\r\":true,\"1\":[\"a\",{}],\"\u20ac\":\"\u20ac\\u000f\\n\\\"\\\\/<\u007f\"}");
    }
}
