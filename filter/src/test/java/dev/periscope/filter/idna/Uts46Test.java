package dev.periscope.filter.idna;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.IDNA;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mapping against ICU's, character by character. */
class Uts46Test {
    private static final IDNA ICU_STD3 = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.USE_STD3_RULES);

    private static final IDNA ICU =
            IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

    @Test
    void everyCharacterThatIsTakenIsMappedAsIcuMapsIt() {
        List<String> wrong = new ArrayList<>();
        characters().forEach(c -> {
            for (String label : List.of("a" + Character.toString(c) + "b", Character.toString(c))) {
                Optional<String> ours = ours(label);
                Optional<String> theirs = icu(ICU, label);
                if (ours.isPresent() && !ours.get().startsWith("-") && !ours.equals(theirs)) {
                    wrong.add(Integer.toHexString(c) + ": " + ours + ", not " + theirs);
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyLetterAndDigitThatIcuTakesIsTaken() {
        List<String> wrong = new ArrayList<>();
        characters().filter(Character::isLetterOrDigit).forEach(c -> {
            String label = "a" + Character.toString(c) + "b";
            if (ours(label).isEmpty() && icu(ICU_STD3, label).isPresent()) {
                wrong.add(Integer.toHexString(c));
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** Full stops separate labels, and are not in any. */
    private static IntStream characters() {
        return IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT)
                .filter(Character::isDefined)
                .filter(c ->
                        Character.getType(c) != Character.PRIVATE_USE && Character.getType(c) != Character.SURROGATE)
                .filter(c -> c != 0x3002 && c != 0xff0e && c != 0xff61);
    }

    /** What a label of an entry would be: the grammar refuses other ASCII characters after the mapping. */
    private static Optional<String> ours(String label) {
        return Uts46.toAscii(label).filter(ascii -> ascii.matches("[-_a-z0-9]+"));
    }

    private static Optional<String> icu(IDNA idna, String label) {
        IDNA.Info info = new IDNA.Info();
        StringBuilder ascii = idna.labelToASCII(label, new StringBuilder(), info);
        return info.hasErrors() ? Optional.empty() : Optional.of(ascii.toString());
    }

    @Test
    void joiningDataIsUnicodes() {
        List<String> wrong = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            int type = UCharacter.getIntPropertyValue(c, UProperty.JOINING_TYPE);
            boolean dual = type == UCharacter.JoiningType.DUAL_JOINING;
            boolean right = dual
                    ? JoiningData.connectsOnwards(c) && JoiningData.connectsBackwards(c)
                    : JoiningData.connectsOnwards(c) == (type == UCharacter.JoiningType.LEFT_JOINING)
                            && JoiningData.connectsBackwards(c) == (type == UCharacter.JoiningType.RIGHT_JOINING);
            boolean virama = UCharacter.getCombiningClass(c) == 9;
            boolean transparent =
                    type == UCharacter.JoiningType.TRANSPARENT && Character.getType(c) != Character.FORMAT;
            if (!right || virama != JoiningData.isVirama(c) || transparent != JoiningData.isTransparent(c)) {
                wrong.add(HexFormat.of().toHexDigits(c));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "faß, xn--fa-hia", // not fass: non-transitional
        "βόλος, xn--nxasmm1c", // the final sigma stays
        "نامه\u200cای, xn--mgba3gch31f060k", // a non-joiner where letters would connect
        "a\u200cb, ''", // a non-joiner between letters that never connect
        "\u05d0a, ''", // left-to-right inside right-to-left
        "\u0300a, ''", // a mark in front
        "ab--é, ''", // hyphens where A-labels have them
    })
    void specialCases(String label, String ascii) {
        Optional<String> icu = icu(ICU, label);
        assertThat(Uts46.toAscii(label)).isEqualTo(icu);
        if (!ascii.isEmpty()) {
            assertThat(icu).contains(ascii);
        }
    }

    @Test
    void aLabelThatGrowsTooLongIsRefused() {
        assertThat(Uts46.toAscii("ü".repeat(60))).isEmpty();
        assertThat(Uts46.toAscii("ü".repeat(5_000))).isEmpty();
        assertThat(Uts46.toAscii("ﷺ".repeat(1_000))).isEmpty();
    }
}
