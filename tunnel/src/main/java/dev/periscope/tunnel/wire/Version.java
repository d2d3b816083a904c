package dev.periscope.tunnel.wire;

/**
 * A version of the link.
 *
 * @param major peers of different major versions do not understand each other
 * @param minor a higher one adds fields and frames that a lower one passes over
 */
public record Version(int major, int minor) implements Comparable<Version> {

    /** The oldest version this code speaks. */
    public static final Version LOWEST = new Version(1, 0);

    /** The newest version this code speaks. */
    public static final Version HIGHEST = new Version(1, 0);

    @Override
    public int compareTo(Version other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    static Version of(long number) {
        return new Version((int) (number >>> 8) & 0xff, (int) number & 0xff);
    }

    long number() {
        return (long) major << 8 | minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
