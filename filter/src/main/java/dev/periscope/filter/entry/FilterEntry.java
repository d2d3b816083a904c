package dev.periscope.filter.entry;

/**
 * One entry of a filter in canonical form: two entries mean the same exactly when they are equal.
 *
 * @param protocol the protocol, {@link Protocol#ANY} when none was written
 * @param destination what the entry is about
 * @param ports its ports, {@link Ports#ANY} when none were written
 */
public record FilterEntry(Protocol protocol, Destination destination, Ports ports) {
    /** The longest text that is read, in UTF-16 units; longer text is refused as {@link SyntaxCode#TRAILING}. */
    public static final int MAX_LENGTH = 4096;

    /**
     * Reads an entry after section 2 of the filter's specification. White space around it is dropped.
     *
     * @throws FilterSyntaxException with the fault furthest left
     */
    public static FilterEntry parse(String text) {
        return new EntryParser(text).parse();
    }

    /** Returns the canonical text, which parses to an equal entry. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (protocol != Protocol.ANY) {
            text.append(protocol.text()).append("://");
        }
        text.append(destination);
        if (!ports.isAny()) {
            text.append(':').append(ports);
        }
        return text.toString();
    }

    /** Returns {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}
