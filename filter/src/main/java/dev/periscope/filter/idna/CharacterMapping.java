package dev.periscope.filter.idna;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/** The mapping step of UTS 46 (section 4, steps 1 and 2): ignorable characters away, folded case, NFKC, then NFC. */
final class CharacterMapping {
    private static final int SHARP_S = 0xdf;
    private static final int CAPITAL_SHARP_S = 0x1e9e;
    private static final int FINAL_SIGMA = 0x3c2;
    private static final int DOTTED_CAPITAL_I = 0x130;
    private static final int DOTLESS_I = 0x131;

    private CharacterMapping() {}

    static String map(String label) {
        StringBuilder mapped = new StringBuilder(label.length() + 8);
        label.codePoints().forEach(c -> append(mapped, c));
        return Normalizer.normalize(mapped, Form.NFC);
    }

    private static void append(StringBuilder mapped, int c) {
        if (c == CAPITAL_SHARP_S) {
            mapped.appendCodePoint(SHARP_S);
        } else if (isDeviation(c)) {
            // Non-transitional: these four stand for themselves.
            mapped.appendCodePoint(c);
        } else if (!isIgnored(c)) {
            mapped.append(fold(Normalizer.normalize(fold(Character.toString(c)), Form.NFKC)));
        }
    }

    private static boolean isDeviation(int c) {
        return c == SHARP_S || c == FINAL_SIGMA || LabelRules.isJoiner(c);
    }

    /** The default ignorable characters that are not joiners, as far as UTS 46 drops them instead of refusing. */
    private static boolean isIgnored(int c) {
        return switch (c) {
            case 0xad, 0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180c, 0x180d, 0x180f -> true;
            case 0x200b, 0x2060, 0x2064, 0x3164, 0xfeff, 0xffa0 -> true;
            default -> (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
        };
    }

    /** Full case folding by way of upper case, character by character so that no rule looks at neighbours. */
    private static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case DOTTED_CAPITAL_I -> folded.append("i\u0307");
                case DOTLESS_I -> folded.appendCodePoint(c);
                default ->
                    Character.toString(c)
                            .toUpperCase(Locale.ROOT)
                            .codePoints()
                            .map(CharacterMapping::lower)
                            .forEach(folded::appendCodePoint);
            }
        });
        return folded.toString();
    }

    /** Cherokee folds to upper case, for its lower case came later (Unicode, section 5.18). */
    private static int lower(int c) {
        return LabelRules.isCherokeeCapital(c) ? c : Character.toLowerCase(c);
    }
}
