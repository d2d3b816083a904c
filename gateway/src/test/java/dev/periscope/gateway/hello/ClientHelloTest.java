package dev.periscope.gateway.hello;

import static dev.periscope.gateway.testing.Hellos.hello;
import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.gateway.hello.ClientHello.Outcome;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientHelloTest {

    private static final String NAME = "0a1b2c3d-0000-4000-8000-000000000000.session.periscope.dev";

    private static Outcome parse(byte[] bytes) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        try {
            return ClientHello.parse(in);
        } finally {
            in.release();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNameIsFoundInARealHello(TlsProvider provider) {
        assertThat(parse(hello(provider, NAME))).isEqualTo(new Outcome.Name(NAME));
        assertThat(parse(hello(provider, "UPPER.example"))).isEqualTo(new Outcome.Name("upper.example"));
    }

    @ParameterizedTest
    @EnumSource
    void aHelloWithoutANameHasNone(TlsProvider provider) {
        assertThat(parse(hello(provider, ""))).isEqualTo(new Outcome.Name(""));
    }

    @ParameterizedTest
    @EnumSource
    void everyPartOfAHelloAsksForMoreThanItHas(TlsProvider provider) {
        byte[] whole = hello(provider, NAME);
        for (int n = 0; n < whole.length; n++) {
            Outcome outcome = parse(java.util.Arrays.copyOf(whole, n));
            assertThat(outcome).isInstanceOf(Outcome.Incomplete.class);
            assertThat(((Outcome.Incomplete) outcome).total()).isGreaterThan(n).isLessThanOrEqualTo(whole.length);
        }
    }

    @Test
    void aHelloCutIntoManyRecordsIsPutTogether() {
        byte[] whole = hello(TlsProvider.JDK, NAME);
        ByteBuf cut = Unpooled.buffer();
        for (int at = 5; at < whole.length; at += 50) {
            int n = Math.min(50, whole.length - at);
            cut.writeByte(0x16).writeShort(0x0301).writeShort(n).writeBytes(whole, at, n);
        }
        assertThat(ClientHello.parse(cut)).isEqualTo(new Outcome.Name(NAME));
        cut.release();
    }

    @Test
    void otherProtocolsAreMalformed() {
        for (String text :
                new String[] {"GET / HTTP/1.1\r\n\r\n", "SSH-2.0-OpenSSH\r\n", "PSDB\u0001xxxxxxxxxxxxxxxxx"}) {
            assertThat(parse(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)))
                    .isInstanceOf(Outcome.Malformed.class);
        }
    }

    @Test
    void aHelloLongerThanTheBoundIsRefusedBeforeItIsThere() {
        byte[] second = new byte[5 + (16 << 10) + 5];
        System.arraycopy(new byte[] {0x16, 3, 1, 0x40, 0, 1, 0, 0x3f, (byte) 0xff}, 0, second, 0, 9);
        System.arraycopy(new byte[] {0x16, 3, 1, 0x40, 0}, 0, second, 5 + (16 << 10), 5);
        assertThat(parse(second)).isInstanceOf(Outcome.Malformed.class);
    }

    @Test
    void changedBytesNeverDoHarm() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] whole = hello(TlsProvider.JDK, NAME);
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = whole.clone();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            assertThat(parse(changed)).isNotNull();
        }
    }

    @Test
    void onlyASessionsNameHasAUid() {
        assertThat(SessionName.uid(NAME)).contains("0a1b2c3d-0000-4000-8000-000000000000");
        assertThat(SessionName.uid("session.periscope.dev")).isEmpty();
        assertThat(SessionName.uid(".session.periscope.dev")).isEmpty();
        assertThat(SessionName.uid("a.b.session.periscope.dev")).isEmpty();
        assertThat(SessionName.uid("x.example")).isEmpty();
    }
}
