package dev.periscope.operator.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.operator.enrolment.EnrolmentDecision.Admitted;
import dev.periscope.operator.enrolment.EnrolmentDecision.Later;
import dev.periscope.operator.enrolment.EnrolmentDecision.Refused;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnrolmentDecisionTest {

    private static final KnownAgent FRESH = new KnownAgent(2, Optional.empty(), List.of("10.0.0.7", "fd00::7"), false);
    private static final KnownAgent ENROLLED = new KnownAgent(2, Optional.of("key"), List.of("10.0.0.7"), false);

    @Test
    void theAgentItselfIsAdmitted() {
        assertThat(enrol(2, "token", "key", "10.0.0.7", FRESH)).isInstanceOf(Admitted.class);
    }

    @Test
    void anIpv6AddressIsComparedAsAnAddress() {
        assertThat(enrol(2, "token", "key", "fd00:0:0:0:0:0:0:7%eth0", FRESH)).isInstanceOf(Admitted.class);
    }

    @Test
    void anotherPodIsRefused() {
        assertThat(enrol(2, "token", "key", "10.0.0.8", FRESH)).isEqualTo(refusal(EnrolmentDecision.WRONG_ADDRESS));
    }

    @Test
    void aSecondKeyIsRefusedBeforeItsAddressIsLookedAt() {
        assertThat(enrol(2, "token", "other", "10.0.0.7", ENROLLED)).isEqualTo(refusal(EnrolmentDecision.TOKEN_USED));
    }

    @Test
    void aWrongTokenIsRefusedWhateverElseIsRight() {
        assertThat(enrol(2, "other", "key", "10.0.0.7", ENROLLED)).isEqualTo(refusal(EnrolmentDecision.INVALID_TOKEN));
    }

    @Test
    void theSameKeyAgainIsTheSameAgent() {
        assertThat(enrol(2, "token", "key", "10.0.0.7", ENROLLED)).isInstanceOf(Admitted.class);
    }

    @Test
    void anOlderAgentIsSuperseded() {
        assertThat(enrol(1, "token", "key", "10.0.0.7", FRESH)).isEqualTo(refusal(EnrolmentDecision.SUPERSEDED));
    }

    @Test
    void anAgentTheCacheDoesNotKnowYetWaits() {
        assertThat(enrol(3, "token", "key", "10.0.0.7", FRESH)).isInstanceOf(Later.class);
    }

    @Test
    void anAgentWhosePodHasNoKnownAddressWaits() {
        KnownAgent homeless = new KnownAgent(2, Optional.empty(), List.of(), false);
        assertThat(enrol(2, "token", "key", "10.0.0.7", homeless)).isInstanceOf(Later.class);
    }

    @Test
    void aSessionThatIsOverTakesNobody() {
        KnownAgent over = new KnownAgent(2, Optional.of("key"), List.of("10.0.0.7"), true);
        assertThat(resume("key", over)).isEqualTo(refusal(EnrolmentDecision.SESSION_ENDED));
        assertThat(reasonOf(EnrolmentDecision.decide(
                        request(2, Optional.empty(), "key", "x"), Optional.empty(), (a, b, c) -> true)))
                .isEqualTo(refusal(EnrolmentDecision.SESSION_ENDED));
    }

    @Test
    void anEnrolledAgentResumesFromAnywhereWithItsKeyOnly() {
        assertThat(resume("key", ENROLLED)).isInstanceOf(Admitted.class);
        assertThat(resume("other", ENROLLED)).isEqualTo(refusal(EnrolmentDecision.UNKNOWN_KEY));
        assertThat(resume("key", FRESH)).isEqualTo(refusal(EnrolmentDecision.UNKNOWN_KEY));
    }

    @Test
    void aRequestNeverShowsItsToken() {
        assertThat(request(1, Optional.of("secret"), "key", "10.0.0.7").toString())
                .doesNotContain("secret");
    }

    private static Object resume(String key, KnownAgent known) {
        return reasonOf(EnrolmentDecision.decide(
                request(2, Optional.empty(), key, "192.0.2.1"), Optional.of(known), (a, b, c) -> false));
    }

    private static Object enrol(int generation, String token, String key, String address, KnownAgent known) {
        return reasonOf(EnrolmentDecision.decide(
                request(generation, Optional.of(token), key, address),
                Optional.of(known),
                (uid, g, t) -> uid.equals("uid") && t.equals("token")));
    }

    private static EnrolmentRequest request(int generation, Optional<String> token, String key, String address) {
        return new EnrolmentRequest("uid", generation, token, key, address);
    }

    private static Object reasonOf(EnrolmentDecision decision) {
        return decision instanceof Refused refused ? refusal(refused.reason()) : decision;
    }

    private static Refused refusal(String reason) {
        return new Refused(reason, "");
    }
}
