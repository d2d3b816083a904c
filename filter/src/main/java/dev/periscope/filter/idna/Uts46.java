package dev.periscope.filter.idna;

import java.text.Normalizer;
import java.util.Optional;

/**
 * Labels to A-labels after UTS 46, non-transitional, within what an entry's grammar allows: letters (with their marks),
 * digits, hyphens. Mapping is computed from the JDK's Unicode data (NFKC and case folding, from which the table of UTS
 * 46 is derived as well) instead of shipped as a table; docs/decisions says why.
 */
public final class Uts46 {
    /** A label is at most 63 octets, and an A-label is never shorter than the label it encodes has code points. */
    private static final int MAX_LABEL = 63;

    /** Nothing that is longer can shrink to 63 code points and still be a label that a person wrote. */
    private static final int MAX_INPUT = 1024;

    private Uts46() {}

    /**
     * Returns the label in lower-case ASCII, as {@code xn--…} when it has characters beyond.
     *
     * @return empty when the label has a character that a name cannot have, breaks a rule of UTS 46 (section 4.1) or
     *     grows beyond 63 octets
     */
    public static Optional<String> toAscii(String label) {
        if (label.length() > MAX_INPUT) {
            return Optional.empty();
        }
        String mapped = CharacterMapping.map(label);
        int[] codePoints = mapped.codePoints().toArray();
        if (mapped.chars().allMatch(c -> c < 0x80)) {
            return Optional.of(mapped);
        }
        if (codePoints.length > MAX_LABEL || !LabelRules.isValid(mapped, codePoints)) {
            return Optional.empty();
        }
        String ascii = "xn--" + Punycode.encode(codePoints);
        return ascii.length() > MAX_LABEL ? Optional.empty() : Optional.of(ascii);
    }

    /** Returns whether the text is in Normalization Form C, as every label has to be. */
    static boolean isNormal(String label) {
        return Normalizer.isNormalized(label, Normalizer.Form.NFC);
    }
}
