package dev.periscope.agent.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.periscope.filter.address.IpAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DnsResponseTest {

    /** A response of a real server: one question, one CNAME and one A, names compressed. */
    private static final String CAPTURED = "1234 8180 0001 0002 0000 0000"
            + "03777777 07657861 6d706c65 03636f6d 00 0001 0001"
            + "c00c 0005 0001 0000003c 0007 04656467 65c010"
            + "c02d 0001 0001 0000001e 0004 c0000203";

    @Test
    void compressedNamesAreFollowed() throws MalformedDnsException {
        DnsResponse response = DnsResponse.parse(bytes(CAPTURED));

        assertThat(response.id()).isEqualTo(0x1234);
        assertThat(response.question()).isEqualTo(new DnsQuestion("www.example.com", DnsQuestion.A));
        assertThat(response.answers()).hasSize(2);
        assertThat(response.answers().get(0).target()).contains("edge.example.com");
        assertThat(response.answers().get(1).owner()).isEqualTo("edge.example.com");
        assertThat(response.answers().get(1).address()).contains(IpAddress.parse("192.0.2.3"));
    }

    @Test
    void aPointerToItselfIsRefused() {
        String circle = "1234 8180 0001 0000 0000 0000 c00c 0001 0001";

        assertThatThrownBy(() -> DnsResponse.parse(bytes(circle)))
                .isInstanceOf(MalformedDnsException.class)
                .hasMessageContaining("circle");
    }

    @Test
    void aNameHasAtMost255BytesHoweverItsBytesAreWritten() throws MalformedDnsException {
        String label = "3f" + "07".repeat(63);
        String longest = label.repeat(3) + "3d" + "07".repeat(61) + "00";
        String tooLong = label.repeat(3) + "3e" + "07".repeat(62) + "00";

        assertThat(DnsResponse.parse(bytes("1234 8180 0001 0000 0000 0000" + longest + "0001 0001"))
                        .question()
                        .name())
                .startsWith("\\007\\007")
                .hasSize(250 * 4 + 3);
        assertThatThrownBy(() -> DnsResponse.parse(bytes("1234 8180 0001 0000 0000 0000" + tooLong + "0001 0001")))
                .isInstanceOf(MalformedDnsException.class)
                .hasMessageContaining("255");
    }

    @Test
    void aQueryIsNoResponse() throws MalformedDnsException {
        byte[] query = DnsResponse.query(1, new DnsQuestion("web", DnsQuestion.A));

        assertThatThrownBy(() -> DnsResponse.parse(query)).isInstanceOf(MalformedDnsException.class);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
