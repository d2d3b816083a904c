package dev.periscope.filter.name;

import dev.periscope.filter.idna.Uts46;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A host name as it is compared: lower case, Unicode labels as A-labels, a trailing dot kept as {@link #absolute()}.
 *
 * <p>Made once for each name and reused for each question: that is what keeps decisions free of allocation. Any text
 * makes a name, since a process may ask for anything; text that no entry can be simply matches no name entry. An address
 * literal is not a name: ask with the address and without a name instead.
 *
 * <p>Immutable and safe for use by any thread.
 */
public final class HostName {
    private final String text;
    private final boolean absolute;
    // From the right: the order in which the index walks them.
    private final String[] labels;

    private HostName(String text, boolean absolute) {
        this.text = text;
        this.absolute = absolute;
        this.labels = labelsFromTheRight(text);
    }

    /** Returns the name that this text spells. */
    public static HostName of(String name) {
        String mapped = isAscii(name) ? name : mapLabels(name);
        String lower = mapped.toLowerCase(Locale.ROOT);
        boolean absolute = lower.endsWith(".");
        return new HostName(absolute ? lower.substring(0, lower.length() - 1) : lower, absolute);
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 0x80);
    }

    private static String mapLabels(String name) {
        List<String> mapped = new ArrayList<>();
        int from = 0;
        for (int to = 0; to <= name.length(); to++) {
            if (to == name.length() || isDot(name.charAt(to))) {
                String label = name.substring(from, to);
                mapped.add(Uts46.toAscii(label).orElse(label));
                from = to + 1;
            }
        }
        return String.join(".", mapped);
    }

    /** Returns whether a character separates labels: the full stop and the three that UTS 46 maps to it. */
    public static boolean isDot(char c) {
        return c == '.' || c == '\u3002' || c == '\uff0e' || c == '\uff61';
    }

    private static String[] labelsFromTheRight(String text) {
        if (text.isEmpty()) {
            return new String[0];
        }
        String[] labels = text.split("\\.", -1);
        for (int left = 0, right = labels.length - 1; left < right; left++, right--) {
            String label = labels[left];
            labels[left] = labels[right];
            labels[right] = label;
        }
        return labels;
    }

    /** Returns the name without its trailing dot. */
    public String text() {
        return text;
    }

    /** Returns whether the name ended with a dot: it is complete, and no search list applies to it. */
    public boolean absolute() {
        return absolute;
    }

    /** Returns the number of labels; 0 for the root alone and for empty text. */
    public int labelCount() {
        return labels.length;
    }

    /**
     * Returns a label.
     *
     * @param fromRight 0 for the last label of the name, up to {@link #labelCount()} - 1 for its first
     */
    public String label(int fromRight) {
        return labels[fromRight];
    }

    /** Returns whether both spell one name, whether or not they end with a dot. */
    public boolean sameAs(HostName other) {
        return text.equals(other.text);
    }

    /** Returns whether the other name is this one with a dot and labels in front: strictly below it. */
    public boolean isAbove(HostName other) {
        return other.text.length() > text.length() + 1
                && other.text.endsWith(text)
                && other.text.charAt(other.text.length() - text.length() - 1) == '.';
    }

    /** Returns this name completed with a suffix, as a search list does it. */
    public HostName within(HostName suffix) {
        return new HostName(text + "." + suffix.text, false);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostName name && absolute == name.absolute && text.equals(name.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode() * 31 + Boolean.hashCode(absolute);
    }

    /** Returns the canonical text, with the trailing dot of an absolute name. */
    @Override
    public String toString() {
        return absolute ? text + "." : text;
    }
}
