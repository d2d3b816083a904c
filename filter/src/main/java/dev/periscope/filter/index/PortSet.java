package dev.periscope.filter.index;

import java.util.Arrays;

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
        int[] sorted = Arrays.copyOf(ports, count + 1);
        sorted[count] = 1;
        Arrays.sort(sorted);
        int kept = 0;
        for (int port : sorted) {
            if (port > 0 && (kept == 0 || port != sorted[kept - 1])) {
                sorted[kept++] = port;
            }
        }
        return Arrays.copyOf(sorted, kept);
    }
}
