package dev.periscope.filter.index;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Collects the ports at which an answer may change; not safe for use by several threads. */
public final class PortSet {
    private int[] ports = new int[16];
    private int count;

    void add(int port) {
        if (count == ports.length) {
            ports = Arrays.copyOf(ports, count * 2);
        }
        ports[count++] = port;
    }

    /** Returns one port of each range that may have an answer of its own, from 1 to 65535. */
    public int[] representatives() {
        return IntStream.concat(IntStream.of(1), Arrays.stream(ports, 0, count))
                .filter(port -> port > 0)
                .sorted()
                .distinct()
                .toArray();
    }
}
