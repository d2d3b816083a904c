package dev.periscope.filter.idna;

/** Where the two zero-width joiners may stand: the contextual rules of RFC 5892, appendix A.1 and A.2. */
final class Joiners {
    private static final int NON_JOINER = 0x200c;

    private Joiners() {}

    static boolean areInPlace(int[] label) {
        for (int i = 0; i < label.length; i++) {
            if (LabelRules.isJoiner(label[i]) && !followsVirama(label, i) && !breaksConnection(label, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean followsVirama(int[] label, int at) {
        return at > 0 && JoiningData.isVirama(label[at - 1]);
    }

    /** A non-joiner may also keep two letters apart that would connect: L or D, transparent ones, it, transparent ones, R or D. */
    private static boolean breaksConnection(int[] label, int at) {
        if (label[at] != NON_JOINER) {
            return false;
        }
        int before = at - 1;
        while (before >= 0 && JoiningData.isTransparent(label[before])) {
            before--;
        }
        int after = at + 1;
        while (after < label.length && JoiningData.isTransparent(label[after])) {
            after++;
        }
        return before >= 0
                && after < label.length
                && JoiningData.connectsOnwards(label[before])
                && JoiningData.connectsBackwards(label[after]);
    }
}
