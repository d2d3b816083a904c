package dev.periscope.tunnel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a class of tests after which a buffer was collected without having been released. */
public final class NoLeaks implements AfterAllCallback {

    private static final int ROUNDS = 3;

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(System.getProperty("io.netty.customResourceLeakDetector")).isEqualTo(Leaks.class.getName());
        for (int round = 0; round < ROUNDS; round++) {
            System.gc();
            // The detector reports what was collected when the next buffers are made.
            for (int i = 0; i < 256; i++) {
                ByteBuf probe = PooledByteBufAllocator.DEFAULT.buffer(16);
                probe.release();
            }
        }
        assertThat(Leaks.found()).isEmpty();
    }
}
