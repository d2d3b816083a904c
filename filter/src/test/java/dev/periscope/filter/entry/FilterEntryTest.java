package dev.periscope.filter.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterEntryTest {
    private static FilterSyntaxException fault(String text) {
        return catchThrowableOfType(FilterSyntaxException.class, () -> FilterEntry.parse(text));
    }

    @ParameterizedTest(name = "{0}: {1} at {2}")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'', empty, 0",
                "'   ', empty, 3",
                "http://api, protocol, 0",
                "'  http://api', protocol, 2",
                "/24, destination, 0",
                "tcp:///24, destination, 6",
                "@home, destination, 0",
                "a..b, name, 2",
                ".a, name, 0",
                "a.., name, 2",
                "foo bar, name, 3",
                "*.foo!bar, name, 5",
                "'*.', name, 2",
                "300.1.1.1, address, 0",
                "10.300.1.1, address, 3",
                "1.2.3.4., address, 7",
                "127.1, address, 5",
                "fd00:::1, address, 6",
                "[fd00::1, address, 8",
                "[fd00::g], address, 7",
                "10.0.0.0/33, prefix, 9",
                "10.0.0.0/08, prefix, 9",
                "foo/24, prefix, 3",
                "*/8, prefix, 1",
                "10.0.0.1/8, host-bits, 0",
                "tcp://10.0.0.1/8:80, host-bits, 6",
                "[fd00::1/64, host-bits, 0",
                "::ffff:10.0.0.0/90, host-bits, 0",
                "0.0.0.0:80, unspecified, 0",
                "::ffff:0.0.0.0, unspecified, 0",
                "fe80::1%eth0, zone, 7",
                "[fe80::1%eth0, zone, 8",
                "foo.*, wildcard, 4",
                "api-*.shop.svc, wildcard, 4",
                "*.10.0.0.1, wildcard, 0",
                "api:, port, 4",
                "api:http, port, 4",
                "api:080, port, 4",
                "api:80x, port, 6",
                "'api:80,', port, 7",
                "api:80-90-100, port, 9",
                "'api:80,9-1', range, 7",
                "'api:90-80,0', range, 4",
                "api:80:90, trailing, 6",
                "[fd00::1]80, trailing, 9",
                "2001:db8::/32:80, trailing, 13",
            })
    void theFaultFurthestLeftHasItsCodeAndPlace(String text, String code, int position) {
        FilterSyntaxException fault = fault(text);
        assertThat(fault.code().text()).isEqualTo(code);
        assertThat(fault.position()).isEqualTo(position);
        assertThat(fault.entry()).isEqualTo(text);
        assertThat(fault.getMessage()).contains(code).contains("expected ");
    }

    @Test
    void hostBitsNameTheCorrectedPrefix() {
        assertThat(fault("10.20.30.0/16").hint()).contains("10.20.0.0/16");
        assertThat(fault("fd00::1/64").hint()).contains("[fd00::]/64");
        assertThat(fault("::ffff:10.1.0.0/104").hint()).contains("10.0.0.0/8");
    }

    @Test
    void theUnspecifiedAddressNamesWhatWasProbablyMeant() {
        assertThat(fault("0.0.0.0").hint()).contains("0.0.0.0/0", "[::]/0", "*");
    }

    @Test
    void namesInUnicodeAreMappedLabelByLabel() {
        assertThat(FilterEntry.parse("a.bücher。example").text()).isEqualTo("a.xn--bcher-kva.example");
        assertThat(FilterEntry.parse("１２７.example").text()).isEqualTo("127.example");
        assertThat(fault("１２７.0.0.1").code()).isEqualTo(SyntaxCode.ADDRESS);
        assertThat(fault("☃.example").code()).isEqualTo(SyntaxCode.NAME);
        assertThat(fault("a.☃.example").position()).isEqualTo(2);
        assertThat(fault("é*.example").code()).isEqualTo(SyntaxCode.WILDCARD);
    }

    @Test
    void aNameAsLongAsDnsAllowsIsTaken() {
        String longest = ("a".repeat(63) + ".").repeat(3) + "b".repeat(61);
        assertThat(FilterEntry.parse(longest).text()).hasSize(253);
        assertThat(FilterEntry.parse(longest + ".").text()).hasSize(254);
        assertThat(FilterEntry.parse("*." + longest).text()).hasSize(255);
        assertThat(fault(longest + "b").code()).isEqualTo(SyntaxCode.NAME);
    }

    @Test
    void textBeyondTheBoundIsRefusedBeforeItIsRead() {
        FilterSyntaxException fault = fault("a".repeat(FilterEntry.MAX_LENGTH + 1));
        assertThat(fault.code()).isEqualTo(SyntaxCode.TRAILING);
        assertThat(fault.position()).isEqualTo(FilterEntry.MAX_LENGTH);
        assertThat(fault.getMessage()).hasSizeLessThan(300);
    }
}
