package dev.periscope.client.source;

/**
 * A file's text, to point at places in.
 *
 * @param name how the user named the file
 * @param text all of it
 */
record SourceText(String name, String text) {
    private static final int SHOWN = 160;

    /**
     * {@code FILE:LINE:COLUMN: MESSAGE}, then the line with a caret under the place.
     *
     * @param index in the text, from 0 to its length
     */
    String pointAt(int index, String message) {
        int at = Math.clamp(index, 0, text.length());
        int lineStart = text.lastIndexOf('\n', at - 1) + 1;
        int next = text.indexOf('\n', lineStart);
        String line = text.substring(lineStart, next < 0 ? text.length() : next).stripTrailing();
        int number = (int) text.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        int column = at - lineStart;
        String head = "%s:%d:%d: %s".formatted(name, number, column + 1, message);
        if (line.length() > SHOWN) {
            return head;
        }
        String gutter = " %4d | ".formatted(number);
        String caret = " ".repeat(gutter.length() - 2) + "| "
                + line.substring(0, Math.min(column, line.length())).replaceAll("[^\\t]", " ") + "^";
        return head + "\n" + gutter + line + "\n" + caret;
    }
}
