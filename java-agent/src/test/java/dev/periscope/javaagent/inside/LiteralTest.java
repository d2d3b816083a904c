package dev.periscope.javaagent.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LiteralTest {
    @Property
    void readsWhatItWrites(@ForAll @Size(16) byte[] bytes, @ForAll @IntRange(max = 65_535) int port)
            throws IOException {
        InetAddress six = InetAddress.getByAddress(bytes);
        InetAddress four = InetAddress.getByAddress(java.util.Arrays.copyOf(bytes, 4));

        assertThat(Literal.endpoint(Literal.of(six) + " " + port)).isEqualTo(new InetSocketAddress(six, port));
        assertThat(Literal.endpoint(Literal.of(four) + " " + port)).isEqualTo(new InetSocketAddress(four, port));
    }

    @Test
    void readsAnIpv4MappedAddressAsIpv4() throws IOException {
        assertThat(Literal.parse(null, "::ffff:192.0.2.1").getHostAddress()).isEqualTo("192.0.2.1");
    }

    @Test
    void writesNoZone() throws IOException {
        assertThat(Literal.of(InetAddress.getByName("fe80::1%1"))).isEqualTo("fe80:0:0:0:0:0:0:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1..2.3",
                "a.b.c.d",
                "localhost",
                "::1%lo",
                ":x:",
                "x:1",
                "[::1]"
            })
    void neverLooksAnythingUp(String text) {
        assertThatThrownBy(() -> Literal.parse(null, text)).isInstanceOf(IOException.class);
    }

    @Property
    void failsInNoOtherWay(@ForAll String text) {
        try {
            assertThat(Literal.endpoint(text)).isNotNull();
        } catch (IOException unreadable) {
            assertThat(unreadable).isNotNull();
        }
    }
}
