package dev.periscope.filter.address;

/** Text that is not an address, with the place where that shows. */
public final class IpSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int position;
    private final String expected;

    IpSyntaxException(String text, int position, String expected) {
        super("\"" + text + "\" is not an address: expected " + expected + " at " + position);
        this.position = position;
        this.expected = expected;
    }

    /** Returns the index in the text that was read, from 0 to its length. */
    public int position() {
        return position;
    }

    /** Returns what would have been right there. */
    public String expected() {
        return expected;
    }
}
