package dev.periscope.javaagent.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JdkHooksTest {
    @Test
    void everyHookFindsItsMethodInThisJdk() throws IOException {
        for (String name : JdkHooks.CLASSES) {
            try (InputStream file = Object.class.getResourceAsStream("/" + name + ".class")) {
                if (file != null) {
                    assertThat(HookedClass.write(name, file.readAllBytes(), JdkHooks.of(name))
                                    .complete())
                            .as(name)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void aHookThatFindsNoMethodIsNoticed() throws IOException {
        List<Hook> hooks = List.of(new Hook("nowhere", "", Hook.Place.START, JdkCode.CONNECT));
        try (InputStream file = Object.class.getResourceAsStream("/java/lang/Object.class")) {
            assertThat(HookedClass.write("java/lang/Object", file.readAllBytes(), hooks)
                            .complete())
                    .isFalse();
        }
    }

    @Test
    void nettyIsKnownByTheEndOfItsNames() {
        assertThat(NettyHooks.of("io/netty/channel/unix/Socket")).hasSize(5);
        assertThat(NettyHooks.of("io/grpc/netty/shaded/io/netty/channel/unix/Socket"))
                .hasSize(5);
        assertThat(NettyHooks.of("io/netty/channel/unix/SocketWritableByteChannel"))
                .isEmpty();
        assertThat(NettyHooks.of("com/example/Socket")).isEmpty();
    }
}
