package dev.periscope.filter.idna;

import static java.lang.Character.DIRECTIONALITY_ARABIC_NUMBER;
import static java.lang.Character.DIRECTIONALITY_BOUNDARY_NEUTRAL;
import static java.lang.Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR;
import static java.lang.Character.DIRECTIONALITY_EUROPEAN_NUMBER;
import static java.lang.Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR;
import static java.lang.Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR;
import static java.lang.Character.DIRECTIONALITY_LEFT_TO_RIGHT;
import static java.lang.Character.DIRECTIONALITY_NONSPACING_MARK;
import static java.lang.Character.DIRECTIONALITY_OTHER_NEUTRALS;
import static java.lang.Character.DIRECTIONALITY_RIGHT_TO_LEFT;
import static java.lang.Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;

/** The Bidi rule of RFC 5893, section 2, for a label that has a right-to-left character; others always pass. */
final class BidiRule {
    private BidiRule() {}

    static boolean holds(int[] label) {
        boolean rightToLeft = false;
        for (int c : label) {
            byte direction = Character.getDirectionality(c);
            rightToLeft |= isRightToLeft(direction) || direction == DIRECTIONALITY_ARABIC_NUMBER;
        }
        return !rightToLeft
                || (isRightToLeft(Character.getDirectionality(label[0]))
                        && hasOnlyRightToLeft(label)
                        && endsInLetterOrNumber(label));
    }

    private static boolean isRightToLeft(byte direction) {
        return direction == DIRECTIONALITY_RIGHT_TO_LEFT || direction == DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    private static boolean hasOnlyRightToLeft(int[] label) {
        boolean european = false;
        boolean arabic = false;
        for (int c : label) {
            switch (Character.getDirectionality(c)) {
                case DIRECTIONALITY_EUROPEAN_NUMBER -> european = true;
                case DIRECTIONALITY_ARABIC_NUMBER -> arabic = true;
                case DIRECTIONALITY_LEFT_TO_RIGHT -> {
                    return false;
                }
                case DIRECTIONALITY_RIGHT_TO_LEFT,
                        DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                        DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
                        DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
                        DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR,
                        DIRECTIONALITY_OTHER_NEUTRALS,
                        DIRECTIONALITY_BOUNDARY_NEUTRAL,
                        DIRECTIONALITY_NONSPACING_MARK -> {}
                default -> {
                    return false;
                }
            }
        }
        return !(european && arabic);
    }

    private static boolean endsInLetterOrNumber(int[] label) {
        int last = label.length - 1;
        while (last > 0 && Character.getDirectionality(label[last]) == DIRECTIONALITY_NONSPACING_MARK) {
            last--;
        }
        byte direction = Character.getDirectionality(label[last]);
        return isRightToLeft(direction)
                || direction == DIRECTIONALITY_EUROPEAN_NUMBER
                || direction == DIRECTIONALITY_ARABIC_NUMBER;
    }
}
