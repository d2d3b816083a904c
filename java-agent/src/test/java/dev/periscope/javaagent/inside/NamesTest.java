package dev.periscope.javaagent.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {
    private static final int BOTH = Names.IPV4 | Names.IPV6;
    private static final String DUAL = "ADDR 1 30 2001:db8::1,192.0.2.1,2001:db8::2,192.0.2.2";

    @Test
    void addressesComeInTheOrderThePlatformWouldGive() throws Exception {
        assertThat(lookup(DUAL, BOTH))
                .containsExactly("2001:db8:0:0:0:0:0:1", "192.0.2.1", "2001:db8:0:0:0:0:0:2", "192.0.2.2");
        assertThat(lookup(DUAL, BOTH | Names.IPV4_FIRST))
                .containsExactly("192.0.2.1", "192.0.2.2", "2001:db8:0:0:0:0:0:1", "2001:db8:0:0:0:0:0:2");
        assertThat(lookup(DUAL, BOTH | Names.IPV6_FIRST))
                .containsExactly("2001:db8:0:0:0:0:0:1", "2001:db8:0:0:0:0:0:2", "192.0.2.1", "192.0.2.2");
    }

    @Test
    void aFamilyNobodyWantsIsLeftOut() throws Exception {
        assertThat(lookup(DUAL, Names.IPV4)).containsExactly("192.0.2.1", "192.0.2.2");
        assertThatThrownBy(() -> lookup("ADDR 1 30 192.0.2.1", Names.IPV6))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("db.shop.svc: No address associated with hostname");
    }

    @Test
    void theQuestionNamesTheFamily() throws Exception {
        ScriptedClient client = ScriptedClient.answering("LOCAL 1");
        Names names = new Names(client);

        names.addresses("a.example", BOTH);
        names.addresses("a.example", Names.IPV4);
        names.addresses("a.example", Names.IPV6);

        assertThat(client.asked).containsExactly("RESOLVE 0 a.example", "RESOLVE 4 a.example", "RESOLVE 6 a.example");
    }

    @Test
    void aRuleIsInTheExceptionsText() {
        assertThatThrownBy(() -> lookup("NX 1 denied by deny[0] db.shop.svc", BOTH))
                .hasMessage("db.shop.svc: Name or service not known (denied by deny[0] db.shop.svc)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "localhost.", "a.localhost", ""})
    void localhostIsNeverAsked(String host) throws Exception {
        ScriptedClient client = ScriptedClient.answering("NX 1 x");

        assertThat(new Names(client).addresses(host, BOTH)).isNull();
        assertThat(client.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "line\nCONNECT 1 tcp 192.0.2.1 80", "tab\there", "\u0000", "\u2028"})
    void whatCannotBeOneFieldIsNoName(String host) {
        ScriptedClient client = ScriptedClient.answering("ADDR 1 30 192.0.2.1");

        assertThatThrownBy(() -> new Names(client).addresses(host, BOTH)).isInstanceOf(UnknownHostException.class);
        assertThat(client.asked).isEmpty();
    }

    @Test
    void theMachinesOwnNameIsFoundWhateverTheClientSays() throws Exception {
        String own = InetAddress.getLocalHost().getHostName();
        org.junit.jupiter.api.Assumptions.assumeTrue(OwnName.is(own), "no name of its own to read here");

        for (String answer : List.of("", "NX 1 denied", "NODATA 1", "TRYAGAIN 1 x", "LOCAL 1")) {
            assertThat(new Names(ScriptedClient.answering(answer)).addresses(own, BOTH))
                    .isNull();
        }
    }

    @Test
    void aLostClientKnowsNoNames() {
        assertThatThrownBy(() -> lookup("", BOTH))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("db.shop.svc: the Periscope client is gone");
    }

    private static List<String> lookup(String answer, int policy) throws UnknownHostException {
        InetAddress[] addresses = new Names(ScriptedClient.answering(answer)).addresses("db.shop.svc", policy);
        assertThat(addresses).isNotNull();
        return addresses == null
                ? List.of()
                : Arrays.stream(addresses).map(InetAddress::getHostAddress).toList();
    }
}
