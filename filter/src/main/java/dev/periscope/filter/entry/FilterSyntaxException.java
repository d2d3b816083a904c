package dev.periscope.filter.entry;

/** An entry that cannot be read: what is wrong, where, what was expected and what to write instead. */
public final class FilterSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    private final SyntaxCode code;
    private final String entry;
    private final int position;
    private final String expected;
    private final String hint;

    /**
     * Describes a fault.
     *
     * @param entry the text as it was given
     * @param position index in {@code entry}, from 0 to its length
     * @param expected what would have been right there
     * @param hint what to write instead; empty when {@code expected} says it all
     */
    public FilterSyntaxException(SyntaxCode code, String entry, int position, String expected, String hint) {
        super(code.text());
        this.code = code;
        this.entry = entry;
        this.position = position;
        this.expected = expected;
        this.hint = hint;
    }

    private static String message(SyntaxCode code, String entry, int position, String expected, String hint) {
        String shown = entry.length() > SHOWN ? entry.substring(0, SHOWN) + "…" : entry;
        String fault = "\"" + shown + "\", position " + position + " (" + code.text() + "): expected " + expected;
        return hint.isEmpty() ? fault : fault + "; " + hint;
    }

    /** Returns the fault in one line: the entry, the position, the code, what was expected, what to write instead. */
    @Override
    public String getMessage() {
        return message(code, entry, position, expected, hint);
    }

    /** Returns the kind of fault. */
    public SyntaxCode code() {
        return code;
    }

    /** Returns the text as it was given. */
    public String entry() {
        return entry;
    }

    /** Returns where the fault is: an index in {@link #entry()}, from 0 to its length. */
    public int position() {
        return position;
    }

    /** Returns what would have been right there. */
    public String expected() {
        return expected;
    }

    /** Returns what to write instead; empty when {@link #expected()} says it all. */
    public String hint() {
        return hint;
    }
}
