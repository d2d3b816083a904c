package dev.periscope.filter.entry;

/** A place in the text of an entry, without the white space around it; positions count in the text as it was given. */
final class Cursor {
    private final String text;
    private final int end;
    private int at;

    Cursor(String text) {
        this.text = text;
        this.at = text.length() - text.stripLeading().length();
        this.end = Math.max(at, text.stripTrailing().length());
    }

    String text() {
        return text;
    }

    int at() {
        return at;
    }

    int end() {
        return end;
    }

    boolean atEnd() {
        return at >= end;
    }

    char current() {
        return text.charAt(at);
    }

    void moveTo(int position) {
        at = position;
    }

    /** Returns the position of the first of these characters, from here on; the end when none follows. */
    int find(String characters) {
        int found = at;
        while (found < end && characters.indexOf(text.charAt(found)) < 0) {
            found++;
        }
        return found;
    }

    FilterSyntaxException fault(SyntaxCode code, String expected, String hint) {
        return fault(code, at, expected, hint);
    }

    FilterSyntaxException fault(SyntaxCode code, int position, String expected, String hint) {
        return new FilterSyntaxException(code, text, position, expected, hint);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetterOrDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isHexDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
