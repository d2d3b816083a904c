package dev.periscope.tunnel.gateway;

import io.netty.buffer.ByteBuf;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Pairs one dial-back with one waiting client; good for one use and a few seconds.
 *
 * @param hex 32 bytes in lower-case hex
 */
public record Nonce(String hex) {

    /** Bytes of a nonce. */
    public static final int BYTES = 32;

    private static final HexFormat HEX = HexFormat.of();

    /** @throws IllegalArgumentException unless it is 64 lower-case hex digits */
    public Nonce {
        if (hex.length() != 2 * BYTES || !hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw new IllegalArgumentException("nonce: expected 64 lower-case hex digits");
        }
    }

    /** @return a new one */
    public static Nonce random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Nonce(HEX.formatHex(bytes));
    }

    /** @return the nonce in the next 32 bytes */
    public static Nonce read(ByteBuf in) {
        byte[] bytes = new byte[BYTES];
        in.readBytes(bytes);
        return new Nonce(HEX.formatHex(bytes));
    }

    byte[] bytes() {
        return HEX.parseHex(hex);
    }

    /** Never shows the nonce. */
    @Override
    public String toString() {
        return "Nonce[" + hex.substring(0, 4) + "…]";
    }
}
