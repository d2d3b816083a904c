package dev.periscope.filter.json;

/** The tokens of JSON text. */
final class JsonScanner {
    private static final char NONE = '\0';

    private final String text;
    private final boolean comments;
    private int at;

    JsonScanner(String text, boolean comments) {
        this.text = text;
        this.comments = comments;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    char peek() {
        return atEnd() ? NONE : text.charAt(at);
    }

    JsonSyntaxException fault(String expected) {
        return JsonSyntaxException.at(text, at, expected);
    }

    boolean takeIf(char c) {
        if (atEnd() || text.charAt(at) != c) {
            return false;
        }
        at++;
        return true;
    }

    void take(char c) {
        if (!takeIf(c)) {
            throw fault("\"" + c + "\"");
        }
    }

    void word(String word) {
        if (!text.startsWith(word, at)) {
            throw fault(word);
        }
        at += word.length();
    }

    void skipSpace() {
        while (!atEnd()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else if (comments && text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (comments && text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw fault("\"*/\" after \"/*\"");
                }
                at = end + 2;
            } else {
                return;
            }
        }
    }

    String string() {
        take('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            if (atEnd()) {
                throw fault("a closing quote");
            }
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c < 0x20) {
                throw fault("no control character in a string; write it as \\u00" + (c < 0x10 ? "0" : "1")
                        + Character.forDigit(c & 0xf, 16));
            }
            at++;
            value.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = peek();
        if (c == 'u') {
            return hexEscape();
        }
        char value = switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw fault("one of \" \\ / b f n r t u after a backslash");
        };
        at++;
        return value;
    }

    private char hexEscape() {
        int value = 0;
        for (int i = 1; i <= 4; i++) {
            char c = at + i < text.length() ? text.charAt(at + i) : NONE;
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw fault("four hex digits after \\u");
            }
            value = (value << 4) | digit;
        }
        at += 5;
        return (char) value;
    }

    String number() {
        int start = at;
        takeIf('-');
        if (!takeIf('0')) {
            digits();
        }
        if (takeIf('.')) {
            digits();
        }
        if (takeIf('e') || takeIf('E')) {
            if (!takeIf('+')) {
                takeIf('-');
            }
            digits();
        }
        return text.substring(start, at);
    }

    private void digits() {
        int start = at;
        while (!atEnd() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw fault("a digit");
        }
    }
}
