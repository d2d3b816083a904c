package dev.periscope.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.operator.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookKeysTest {

    private static final List<String> NAMES = List.of("periscope-operator.periscope-system.svc");
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant RENEWAL =
            START.plus(WebhookKeys.VALIDITY).minus(WebhookKeys.RENEWED_BEFORE).plusSeconds(1);

    private Instant now = START;
    private WebhookKeys keys = maintainedAt(new WebhookKeys(List.of()), START);

    @Test
    void theFirstKeyIsServedAtOnce() {
        assertThat(keys.keys()).hasSize(1);
        assertThat(keys.serving(now)).isEqualTo(keys.keys().getFirst());
    }

    @Test
    void aKeyThatHoldsForLongIsLeftAlone() {
        assertThat(maintainedAt(keys, RENEWAL.minusSeconds(2))).isEqualTo(keys);
    }

    @Test
    void theNextKeyIsTrustedBeforeItIsServed() {
        Identity old = keys.keys().getFirst();
        WebhookKeys both = maintainedAt(keys, RENEWAL);

        assertThat(both.keys()).hasSize(2).startsWith(old);
        assertThat(both.serving(now)).isEqualTo(old);
        assertThat(both.serving(now.plus(WebhookKeys.ANNOUNCED)))
                .isEqualTo(both.keys().getLast());
        assertThat(maintainedAt(both, now.plusSeconds(60))).isEqualTo(both);
    }

    @Test
    void aReplacedKeyIsTrustedForADayAndThenDropped() {
        WebhookKeys both = maintainedAt(keys, RENEWAL);
        Instant served = RENEWAL.plus(WebhookKeys.ANNOUNCED);

        assertThat(maintainedAt(both, served.plus(Duration.ofHours(23))).keys()).hasSize(2);
        assertThat(maintainedAt(both, served.plus(Duration.ofHours(25))).keys())
                .containsExactly(both.keys().getLast());
    }

    @Test
    void anOperatorThatSleptPastTheEndBeginsAnew() {
        WebhookKeys later = maintainedAt(keys, START.plus(WebhookKeys.VALIDITY));

        assertThat(later.keys()).hasSize(1).doesNotContainAnyElementsOf(keys.keys());
        assertThat(later.serving(now)).isEqualTo(later.keys().getFirst());
    }

    @Test
    void aNameThatNoKeyCoversAsksForAnother() {
        List<String> more = List.of(NAMES.getFirst(), "10.0.0.1");
        WebhookKeys next = keys.maintained(START, more, () -> fresh(more));

        assertThat(next.keys()).hasSize(2);
        assertThat(next.maintained(START, more, () -> fresh(more))).isEqualTo(next);
    }

    @Test
    void theBundleHoldsEveryCertificateAndNoKey() {
        WebhookKeys both = maintainedAt(keys, RENEWAL);
        String pem = new String(Base64.getDecoder().decode(both.caBundle()), StandardCharsets.US_ASCII);

        assertThat(pem)
                .isEqualTo(both.keys().getFirst().certificatePem()
                        + both.keys().getLast().certificatePem())
                .doesNotContain("PRIVATE");
    }

    private WebhookKeys maintainedAt(WebhookKeys before, Instant time) {
        now = time;
        return before.maintained(time, NAMES, () -> fresh(NAMES));
    }

    private Identity fresh(List<String> names) {
        return Identity.create("test", names, WebhookKeys.VALIDITY, new SecureRandom(), now);
    }
}
