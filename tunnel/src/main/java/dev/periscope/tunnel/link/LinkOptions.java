package dev.periscope.tunnel.link;

import java.time.Duration;

/**
 * Bounds and times of a link.
 *
 * @param windows how much a stream may have under way
 * @param memoryCap bytes received and not yet consumed, over all streams of the link; beyond it the stream that holds most is reset. At least 1 MiB
 * @param maxStreams streams open at once, 1..1,000,000; one more fails with {@link dev.periscope.tunnel.message.Errno#LIMIT}
 * @param heartbeat a ping is sent when nothing was heard for that long; 100 ms or more
 * @param deadAfter the link ends when nothing was heard for that long; more than {@code heartbeat}
 * @param helloTimeout how long the peer may take for TLS and its first frame
 * @param software name and version told to the peer, for its logs; at most 100 characters
 */
public record LinkOptions(
        WindowPolicy windows,
        long memoryCap,
        int maxStreams,
        Duration heartbeat,
        Duration deadAfter,
        Duration helloTimeout,
        String software) {

    /** The smallest window of a stream, in bytes: what a peer may send before it was given more. */
    public static final int MINIMUM_WINDOW = 64 << 10;

    /** @throws IllegalArgumentException if a value is out of its range */
    public LinkOptions {
        if (memoryCap < 1 << 20) {
            throw new IllegalArgumentException("link: memoryCap " + memoryCap + " is below 1 MiB");
        }
        if (maxStreams < 1 || maxStreams > 1_000_000) {
            throw new IllegalArgumentException("link: maxStreams " + maxStreams + " is not in 1..1000000");
        }
        if (heartbeat.toMillis() < 100 || deadAfter.compareTo(heartbeat) <= 0) {
            throw new IllegalArgumentException("link: expected heartbeat of 100 ms or more, and deadAfter above it");
        }
        if (helloTimeout.isNegative() || helloTimeout.isZero()) {
            throw new IllegalArgumentException("link: helloTimeout is not positive");
        }
        if (software.length() > 100) {
            throw new IllegalArgumentException("link: software has more than 100 characters");
        }
    }

    /** @return 64 MiB, 4,096 streams, ping after 4 s, dead after 12 s, 10 s for the hello */
    public static LinkOptions standard() {
        return new LinkOptions(
                WindowPolicy.standard(),
                64L << 20,
                4_096,
                Duration.ofSeconds(4),
                Duration.ofSeconds(12),
                Duration.ofSeconds(10),
                "periscope");
    }

    /** @return these with another bound for the streams open at once */
    public LinkOptions withMaxStreams(int streams) {
        return new LinkOptions(windows, memoryCap, streams, heartbeat, deadAfter, helloTimeout, software);
    }

    /** @return these with another bound for buffered bytes */
    public LinkOptions withMemoryCap(long bytes) {
        return new LinkOptions(windows, bytes, maxStreams, heartbeat, deadAfter, helloTimeout, software);
    }

    /** @return these with other heartbeat times */
    public LinkOptions withHeartbeat(Duration interval, Duration dead) {
        return new LinkOptions(windows, memoryCap, maxStreams, interval, dead, helloTimeout, software);
    }

    /** @return these with another name told to the peer */
    public LinkOptions withSoftware(String name) {
        return new LinkOptions(windows, memoryCap, maxStreams, heartbeat, deadAfter, helloTimeout, name);
    }
}
