package dev.periscope.filter.older;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.periscope.filter.FilterException;
import dev.periscope.filter.OutgoingFilter;
import dev.periscope.filter.Side;
import dev.periscope.filter.entry.SyntaxCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OlderFormTest {
    private static OutgoingFilter outgoing(String json) {
        return OlderForm.convert("{\"feature\":{\"network\":{\"outgoing\":" + json + "}}}")
                .filter();
    }

    private static FilterException refusal(String outgoing) {
        return catchThrowableOfType(FilterException.class, () -> outgoing(outgoing));
    }

    @Test
    void aProtocolSwitchedOffNarrowsARemoteList() {
        assertThat(outgoing(
                        "{\"tcp\":false,\"filter\":{\"remote\":[\"tcp://a\",\"b:53\",\"udp://c\",\"udp://b:53\"]}}"))
                .isEqualTo(OutgoingFilter.of(List.of(), List.of("udp://b:53", "udp://c"), List.of()));
        assertThat(outgoing("{\"udp\":false,\"filter\":{\"remote\":\"b\"}}").remote())
                .containsExactly("tcp://b");
    }

    @Test
    void aRemoteListThatLosesEverythingLeavesEverythingLocal() {
        OutgoingFilter local = OutgoingFilter.NONE.withDefault(Side.LOCAL);
        assertThat(outgoing("{\"tcp\":false,\"filter\":{\"remote\":[\"tcp://a\"]}}"))
                .isEqualTo(local);
        assertThat(outgoing("{\"tcp\":false,\"udp\":false,\"filter\":{\"remote\":[\"a\"]}}"))
                .isEqualTo(local);
    }

    @Test
    void networkFalseIsAsOutgoingFalse() {
        OlderForm converted = OlderForm.convert("{\"feature\":{\"network\":false,\"env\":{\"include\":\"A\"}}}");
        assertThat(converted.filter()).isEqualTo(OutgoingFilter.NONE.withDefault(Side.LOCAL));
        assertThat(converted.ignored())
                .containsExactly(new IgnoredKey("feature.env", "a session chooses variables in spec.env"));
        assertThat(OlderForm.convert("{\"feature\":{\"network\":true}}").filter())
                .isEqualTo(OutgoingFilter.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "db:0, db",
        ":0, *",
        "udp://:0, udp://*",
        "0.0.0.0:0, *",
        "[::]:0, *",
        "[fd00::1]:0, [fd00::1]",
        "0.0.0.0/0:0, 0.0.0.0/0",
        "tcp://[::]:80, tcp://*:80",
        "fd00::0, [fd00::]",
    })
    void oldWaysToSayAnyBecomeTodays(String old, String today) {
        assertThat(outgoing("{\"filter\":{\"local\":\"" + old + "\"}}").local()).containsExactly(today);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "{\"tcp\":1}",
                "{\"udp\":\"no\"}",
                "{\"filter\":[]}",
                "{\"filter\":{}}",
                "{\"filter\":{\"local\":{}}}",
                "{\"filter\":{\"local\":[1]}}",
                "{\"filter\":{\"local\":null}}",
                "{\"filter\":{\"lokal\":[\"a\"]}}",
                "{\"filter\":{\"remote\":[]}}",
            })
    void aShapeThatNobodyMeantIsRefused(String outgoing) {
        FilterException refusal = refusal(outgoing);
        assertThat(refusal.errors()).hasSize(1);
        assertThat(refusal.errors().getFirst().code()).isEqualTo(SyntaxCode.JSON);
        assertThat(refusal.errors().getFirst().path()).startsWith("feature.network.outgoing");
        assertThat(refusal).hasMessageContaining("line 1, column ");
    }

    @Test
    void nullIsAsAbsent() {
        assertThat(outgoing("null")).isEqualTo(OutgoingFilter.NONE);
        assertThat(outgoing("{\"tcp\":null,\"udp\":null,\"filter\":null}")).isEqualTo(OutgoingFilter.NONE);
        assertThat(OlderForm.convert("{\"feature\":null}").filter()).isEqualTo(OutgoingFilter.NONE);
    }

    @Test
    void everyBadEntryIsReportedWithItsPath() {
        FilterException refusal = refusal("{\"filter\":{\"local\":[\"a\",\"ftp://a\",\"b\",\"c:99999\"]}}");
        assertThat(refusal.errors())
                .extracting(error -> error.path() + " " + error.code().text())
                .containsExactly(
                        "feature.network.outgoing.filter.local[1] protocol",
                        "feature.network.outgoing.filter.local[3] port");
    }
}
