package dev.periscope.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.periscope.testkit.KubeApiServer;
import dev.periscope.testkit.WithKubeApiServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The API server trusts the webhook that the operator says, and goes on doing so when its key changes. */
@WithKubeApiServer
class WebhookTrustIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final OperatorHarness operator;
    private final Shop shop;
    private final ShiftedClock clock = new ShiftedClock();
    private final AdmissionHarness webhook;

    WebhookTrustIT(KubeApiServer api) {
        operator = new OperatorHarness(api);
        shop = new Shop(api.client(), api.namespace());
        // The API server looks at its own clock, so the first key is one that was made two months ago.
        clock.forward(Duration.ofDays(-61));
        webhook = new AdmissionHarness(api, operator, shop.namespace, clock);
    }

    @AfterEach
    void close() {
        webhook.close();
        operator.close();
    }

    @Test
    void untilItIsToldWhomToTrustTheApiServerCreatesNoSession() {
        assertThatThrownBy(webhook.admission::maintain)
                .hasMessageContaining("MutatingWebhookConfiguration periscope-operator")
                .hasMessageContaining("deploy/manifests/admission.yaml");
        assertThat(webhook.admission.isReady()).isFalse();

        webhook.configure();

        await().atMost(PATIENCE).until(webhook.admission::isReady); // by its own upkeep
        webhook.awaitAsked();
        shop.session("mine", Shop.targetless());
    }

    @Test
    void aBundleThatSomebodyTookAwayComesBack() {
        webhook.configure().awaitAsked();
        String bundle = webhook.caBundle();
        webhook.tamper();
        assertThat(webhook.caBundle()).isNotEqualTo(bundle);

        webhook.admission.maintain();

        assertThat(webhook.caBundle()).isEqualTo(bundle);
        webhook.configure();
        assertThat(webhook.caBundle())
                .as("after the manifest was applied again")
                .isEqualTo(bundle);
    }

    @Test
    void aKeyIsReplacedWhileSessionsAreCreated() {
        webhook.configure().awaitAsked();
        String first = webhook.caBundle();
        String shown = webhook.admission.keyHash();

        clock.forward(Duration.ofDays(61));
        webhook.admission.maintain();
        assertThat(certificates()).isEqualTo(2);
        assertThat(webhook.admission.keyHash()).isEqualTo(shown);
        shop.session("while-announced", Shop.targetless());

        clock.forward(Duration.ofMinutes(11));
        webhook.admission.maintain();
        assertThat(webhook.admission.keyHash()).isNotEqualTo(shown);
        webhook.awaitAsked();
        shop.session("after-the-change", Shop.targetless());

        clock.forward(Duration.ofDays(2));
        webhook.admission.maintain();
        assertThat(certificates()).isEqualTo(1);
        assertThat(webhook.caBundle()).isNotEqualTo(first);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThatCode(() -> shop.session("after-all", Shop.targetless()))
                        .doesNotThrowAnyException());
    }

    private long certificates() {
        return new String(Base64.getDecoder().decode(webhook.caBundle()), StandardCharsets.US_ASCII)
                .lines()
                .filter("-----BEGIN CERTIFICATE-----"::equals)
                .count();
    }
}
