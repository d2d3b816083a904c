package dev.periscope.agent.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DnsResponseProperties {

    @Property(tries = 2000)
    void noBytesMakeTheReaderFailOtherwiseThanByRefusing(@ForAll @Size(max = 300) byte[] bytes) {
        assertThat(readsOrRefuses(bytes)).isTrue();
    }

    @Property(tries = 2000)
    void noCutOrFlippedByteOfAGoodMessageDoesEither(
            @ForAll @IntRange(max = 60) int length, @ForAll @IntRange(max = 59) int position, @ForAll byte value)
            throws MalformedDnsException {
        byte[] good = Arrays.copyOf(DnsResponse.query(7, new DnsQuestion("web.shop.svc.cluster.local", 1)), 60);
        good[2] |= (byte) 0x80;
        good[7] = 1;
        good[position] = value;

        assertThat(readsOrRefuses(Arrays.copyOf(good, length))).isTrue();
    }

    private static boolean readsOrRefuses(byte[] bytes) {
        try {
            return DnsResponse.parse(bytes).raw().bytes().length == bytes.length;
        } catch (MalformedDnsException e) {
            return e.getMessage() != null;
        }
    }
}
