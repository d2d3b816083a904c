package dev.periscope.filter.idna;

/** The validity criteria of UTS 46 (section 4.1) for a mapped label that is not all ASCII. */
final class LabelRules {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    // These two are punctuation that words are written with: Catalan and Japanese (RFC 5892, A.3 and A.7).
    private static final int MIDDLE_DOT = 0xb7;
    private static final int KATAKANA_MIDDLE_DOT = 0x30fb;

    private LabelRules() {}

    static boolean isCherokeeCapital(int c) {
        return c >= 0x13a0 && c <= 0x13f5;
    }

    static boolean isJoiner(int c) {
        return c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
    }

    static boolean isValid(String label, int[] codePoints) {
        return Uts46.isNormal(label)
                && !isMark(codePoints[0])
                && codePoints[0] != '-'
                && codePoints[codePoints.length - 1] != '-'
                && !(codePoints.length >= 4 && codePoints[2] == '-' && codePoints[3] == '-')
                && hasOnlyLettersAndDigits(codePoints)
                && Joiners.areInPlace(codePoints)
                && BidiRule.holds(codePoints);
    }

    private static boolean hasOnlyLettersAndDigits(int[] codePoints) {
        for (int c : codePoints) {
            if (!isJoiner(c) && !isAllowed(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(int c) {
        return switch (Character.getType(c)) {
            case Character.LOWERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            default -> c == '-' || c == '_' || c == MIDDLE_DOT || c == KATAKANA_MIDDLE_DOT || isCherokeeCapital(c);
        };
    }

    static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
