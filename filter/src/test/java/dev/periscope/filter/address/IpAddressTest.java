package dev.periscope.filter.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "1:0:0:2:3:0:0:4, 1::2:3:0:0:4",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
        "0:0:0:0:0:0:0:0, ::",
        "1::, 1::",
        "2001:DB8::0001, 2001:db8::1",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "::ffff:192.0.2.1, 192.0.2.1",
        "fe80::1%eth0, fe80::1",
    })
    void anAddressIsWrittenAfterRfc5952(String text, String canonical) {
        assertThat(IpAddress.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "1.2.3.256",
                "1:2",
                "1::2::3",
                "12345::",
                "::1.2.3",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:1.2.3.4",
                ":1::",
                "1:2:3:4:5:6:7:",
                "١.2.3.4"
            })
    void anythingElseIsNoAddress(String text) {
        assertThatExceptionOfType(IpSyntaxException.class)
                .isThrownBy(() -> IpAddress.parse(text))
                .satisfies(e -> assertThat(e.position()).isBetween(0, text.length()));
    }

    @Test
    void bytesAndInetAddressesComeAndGoWithoutALookUp() throws Exception {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
        assertThat(IpAddress.of(mapped)).isEqualTo(IpAddress.parse("10.0.0.1"));
        InetAddress v6 = Inet6Address.getByAddress(
                "name.invalid", IpAddress.parse("fe80::1").toBytes(), 3);
        assertThat(IpAddress.of(v6)).isEqualTo(IpAddress.parse("fe80::1"));
        assertThat(IpAddress.parse("10.0.0.1").toInetAddress().getAddress()).containsExactly(10, 0, 0, 1);
        assertThat(IpAddress.of(IpAddress.parse("fd00::1").toInetAddress())).hasToString("fd00::1");
        assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.of(new byte[5]));
    }

    @Test
    void aPrefixHoldsWhatItsBitsSay() {
        IpPrefix prefix = IpPrefix.around(IpAddress.parse("172.31.4.5"), 12);
        assertThat(prefix).hasToString("172.16.0.0/12");
        assertThat(prefix.contains(IpAddress.parse("172.31.255.255"))).isTrue();
        assertThat(prefix.contains(IpAddress.parse("172.32.0.0"))).isFalse();
        assertThat(IpPrefix.around(IpAddress.parse("::1"), 0).contains(IpAddress.parse("10.0.0.1")))
                .isFalse();
        assertThat(IpPrefix.around(IpAddress.parse("fd00:1::"), 33).contains(IpAddress.parse("fd00:1:7fff::1")))
                .isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new IpPrefix(IpAddress.parse("10.0.0.1"), 8));
    }
}
