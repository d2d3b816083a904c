package dev.periscope.cli;

import dev.periscope.client.Progress;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Progress on standard error: one line for each step, with the time since the start. */
final class ProgressLines implements Progress {
    private final PrintWriter err;
    private final Clock clock;
    private final Instant start;
    private final boolean quiet;

    ProgressLines(PrintWriter err, Clock clock, boolean quiet) {
        this.err = err;
        this.clock = clock;
        this.start = clock.instant();
        this.quiet = quiet;
    }

    @Override
    public synchronized void step(String what) {
        if (quiet) {
            return;
        }
        double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
        err.println(String.format(Locale.ROOT, "periscope %5.1f s  %s", seconds, what));
    }
}
