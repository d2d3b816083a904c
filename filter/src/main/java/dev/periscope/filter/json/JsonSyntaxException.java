package dev.periscope.filter.json;

/** Text that is not JSON, or not JSON of the shape wanted, with the place where that shows. */
public final class JsonSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int position;
    private final int line;
    private final int column;

    private JsonSyntaxException(String message, int position, int line, int column) {
        super(message);
        this.position = position;
        this.line = line;
        this.column = column;
    }

    /** Describes a fault at a place in a text. */
    public static JsonSyntaxException at(String text, int position, String expected) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < position && i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        int column = position - lineStart + 1;
        return new JsonSyntaxException(
                "line " + line + ", column " + column + ": expected " + expected, position, line, column);
    }

    /** Returns the index in the text, from 0 to its length. */
    public int position() {
        return position;
    }

    /** Returns the line, from 1. */
    public int line() {
        return line;
    }

    /** Returns the column in UTF-16 units, from 1. */
    public int column() {
        return column;
    }
}
