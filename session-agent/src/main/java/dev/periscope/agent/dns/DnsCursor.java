package dev.periscope.agent.dns;

import java.util.Arrays;

/** Reads a message's bytes in order; every read is checked against the end. */
final class DnsCursor {

    private final byte[] message;
    private int position;

    DnsCursor(byte[] message) {
        this.message = message;
    }

    int position() {
        return position;
    }

    void position(int position) throws MalformedDnsException {
        if (position < 0 || position > message.length) {
            throw new MalformedDnsException("a pointer leaves the message");
        }
        this.position = position;
    }

    int u8() throws MalformedDnsException {
        require(1);
        return message[position++] & 0xff;
    }

    int u16() throws MalformedDnsException {
        return u8() << 8 | u8();
    }

    long u32() throws MalformedDnsException {
        return (long) u16() << 16 | u16();
    }

    byte[] bytes(int count) throws MalformedDnsException {
        require(count);
        position += count;
        return Arrays.copyOfRange(message, position - count, position);
    }

    private void require(int count) throws MalformedDnsException {
        if (message.length - position < count) {
            throw new MalformedDnsException("the message ends early");
        }
    }
}
