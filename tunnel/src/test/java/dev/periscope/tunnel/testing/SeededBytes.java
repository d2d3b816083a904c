package dev.periscope.tunnel.testing;

import java.util.SplittableRandom;

/** An endless sequence of bytes that both ends can make, so that every byte can be checked. Not safe for two threads. */
public final class SeededBytes {

    private final SplittableRandom random;
    private long word;
    private int left;

    /** @param seed which sequence */
    public SeededBytes(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** @return the next byte */
    public byte next() {
        if (left == 0) {
            word = random.nextLong();
            left = Long.BYTES;
        }
        byte value = (byte) word;
        word >>>= 8;
        left--;
        return value;
    }

    /** Fills the array's first bytes. */
    public void fill(byte[] into, int length) {
        for (int i = 0; i < length; i++) {
            into[i] = next();
        }
    }
}
