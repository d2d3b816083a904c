package dev.periscope.filter.entry;

/**
 * Ports from one to another.
 *
 * @param low the first port, from 1
 * @param high the last port, up to 65535, not below {@code low}
 */
public record PortRange(int low, int high) {
    /** The highest port. */
    public static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException when a port is out of range or the two are reversed */
    public PortRange {
        if (low < 1 || high > MAX_PORT || low > high) {
            throw new IllegalArgumentException("ports from 1 to 65535, low end first, not " + low + "-" + high);
        }
    }

    /** Returns whether the port lies in the range. */
    public boolean contains(int port) {
        return low <= port && port <= high;
    }

    /** Returns {@code 80} or {@code 8080-8090}. */
    @Override
    public String toString() {
        return low == high ? Integer.toString(low) : low + "-" + high;
    }
}
