package dev.periscope.javaagent.inside;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One line on standard error. Past {@code System.err}: a program may have replaced it by something that connects. */
public final class Report {
    private Report() {}

    /** Writes the line, with the name of who says it. */
    @SuppressWarnings("resource") // closing it would close the program's standard error
    public static void line(String text) {
        try {
            new FileOutputStream(FileDescriptor.err)
                    .write(("periscope: " + text + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            // A program without standard error has chosen to hear nothing.
        }
    }
}
