package dev.periscope.filter.idna;

import java.text.Normalizer;

/** The mapping step of UTS 46 (section 4, steps 1 and 2): ignorable characters away, folded case, NFKC, then NFC. */
final class CharacterMapping {
    private static final int SHARP_S = 0xdf;
    private static final int CAPITAL_SHARP_S = 0x1e9e;
    private static final int FINAL_SIGMA = 0x3c2;

    private CharacterMapping() {}

    static String map(String label) {
        StringBuilder mapped = new StringBuilder(label.length() + 8);
        label.codePoints().forEach(c -> append(mapped, c));
        return Normalizer.normalize(mapped, Normalizer.Form.NFC);
    }

    private static void append(StringBuilder mapped, int c) {
        if (c == CAPITAL_SHARP_S) {
            mapped.appendCodePoint(SHARP_S);
        } else if (isDeviation(c)) {
            // Non-transitional: these four stand for themselves.
            mapped.appendCodePoint(c);
        } else if (!isIgnored(c)) {
            mapped.append(fold(Normalizer.normalize(fold(Character.toString(c)), Normalizer.Form.NFKC)));
        }
    }

    static boolean isDeviation(int c) {
        return c == SHARP_S || c == FINAL_SIGMA || LabelRules.isJoiner(c);
    }

    private static boolean isIgnored(int c) {
        return c == 0xad
                || c == 0x200b
                || c == 0x2060
                || c == 0x2064
                || c == 0xfeff
                || (c >= 0xfe00 && c <= 0xfe0f)
                || (c >= 0x180b && c <= 0x180d)
                || c == 0x180f
                || (c >= 0xe0100 && c <= 0xe01ef);
    }

    /** Full case folding by way of upper case, character by character so that no rule looks at neighbours. */
    private static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == SHARP_S || c == FINAL_SIGMA) {
                folded.appendCodePoint(c);
                return;
            }
            Character.toString(c)
                    .toUpperCase(java.util.Locale.ROOT)
                    .codePoints()
                    .map(Character::toLowerCase)
                    .forEach(folded::appendCodePoint);
        });
        return folded.toString();
    }
}
