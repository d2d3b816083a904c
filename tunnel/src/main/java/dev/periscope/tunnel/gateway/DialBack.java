package dev.periscope.tunnel.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** The first bytes of a dial-back: {@code PSDB}, version (1), nonce (32). What follows is the client's, untouched. */
public final class DialBack {

    /** {@code PSDB} in ASCII. */
    public static final int MAGIC = 0x50534442;

    /** The only version there is. */
    public static final int VERSION = 1;

    /** Bytes of the whole preface. */
    public static final int LENGTH = Integer.BYTES + 1 + Nonce.BYTES;

    private DialBack() {}

    /** @return the preface for a nonce */
    public static ByteBuf preface(ByteBufAllocator alloc, Nonce nonce) {
        return alloc.ioBuffer(LENGTH).writeInt(MAGIC).writeByte(VERSION).writeBytes(nonce.bytes());
    }
}
