package dev.periscope.filter.idna;

/** Which characters take part in the joiners' rules. */
final class JoiningData {
    private JoiningData() {}

    static boolean isVirama(int c) {
        return c == 0x94d;
    }

    static boolean isTransparent(int c) {
        return LabelRules.isMark(c);
    }

    static boolean connectsOnwards(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.ARABIC;
    }

    static boolean connectsBackwards(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.ARABIC;
    }
}
