package dev.periscope.filter.entry;

/** The codes of section 2 of the filter's specification. They are API: status, tests and clients read {@link #text()}. */
public enum SyntaxCode {
    EMPTY("empty"),
    PROTOCOL("protocol"),
    DESTINATION("destination"),
    NAME("name"),
    ADDRESS("address"),
    PREFIX("prefix"),
    HOST_BITS("host-bits"),
    UNSPECIFIED("unspecified"),
    ZONE("zone"),
    WILDCARD("wildcard"),
    PORT("port"),
    RANGE("range"),
    TRAILING("trailing"),
    CONFLICT("conflict"),
    JSON("json");

    private final String text;

    SyntaxCode(String text) {
        this.text = text;
    }

    /** Returns the code as it is written in errors, {@code host-bits}. */
    public String text() {
        return text;
    }
}
