package dev.periscope.filter;

/** Where a destination is resolved and accessed. */
public enum Side {
    DENY("Deny"),
    LOCAL("Local"),
    REMOTE("Remote");

    private final String text;

    Side(String text) {
        this.text = text;
    }

    /** Returns the word as it is written in a session, {@code Remote}. */
    public String text() {
        return text;
    }

    /**
     * Returns the side that a word spells, in exactly this case.
     *
     * @throws IllegalArgumentException when it is none of the three
     */
    public static Side of(String text) {
        for (Side side : values()) {
            if (side.text.equals(text)) {
                return side;
            }
        }
        throw new IllegalArgumentException("expected Remote, Local or Deny, not \"" + text + "\"");
    }
}
