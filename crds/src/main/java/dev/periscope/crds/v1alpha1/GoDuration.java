package dev.periscope.crds.v1alpha1;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Kubernetes users write them: {@code 1h30m}, hours, minutes and seconds only. */
final class GoDuration {

    private static final Pattern WHOLE = Pattern.compile(MirrorSessionSpec.DURATION);
    private static final Pattern PART = Pattern.compile("([0-9]{1,5})([hms])");

    private GoDuration() {}

    /** @throws IllegalArgumentException if the text is not one to three numbers, each with h, m or s */
    static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "not a duration: '" + text + "'; expected hours, minutes, seconds as 1h30m");
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            long count = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "h" -> Duration.ofHours(count);
                        case "m" -> Duration.ofMinutes(count);
                        default -> Duration.ofSeconds(count);
                    });
        }
        return sum;
    }
}
