package dev.periscope.operator.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityTest {

    private static final Identity IDENTITY =
            Identity.create("test", new SecureRandom(), Instant.parse("2026-11-24T12:00:00Z"));

    @Test
    void aKeySurvivesItsPem() {
        Identity read = Identity.fromPem(IDENTITY.keyPem(), IDENTITY.certificatePem());

        assertThat(read.keyHash()).isEqualTo(IDENTITY.keyHash()).matches("[0-9a-f]{64}");
        assertThat(read.privateKey()).isEqualTo(IDENTITY.privateKey());
    }

    @Test
    void theCertificateIsSignedByItsOwnKey() throws Exception {
        IDENTITY.certificate().verify(IDENTITY.certificate().getPublicKey());
    }

    @Test
    void aCertificateForPeersThatCheckNamesHasThemAndItsTime() throws Exception {
        Instant now = Instant.parse("2026-11-24T12:00:00Z");
        Identity named = Identity.create(
                "test", List.of("operator.tools.svc", "10.0.0.1", "::1"), Duration.ofDays(90), new SecureRandom(), now);

        named.certificate().verify(named.certificate().getPublicKey());
        assertThat(named.certificate().getVersion()).isEqualTo(3);
        assertThat(named.certificate().getSubjectAlternativeNames())
                .containsExactly(
                        List.of(2, "operator.tools.svc"), List.of(7, "10.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(named.certificate().getNotBefore().toInstant()).isEqualTo(now.minus(Identity.BACKDATED));
        assertThat(named.certificate().getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(90)));
        assertThat(Identity.fromPem(named.keyPem(), named.certificatePem()).keyHash())
                .isEqualTo(named.keyHash());
    }

    @Test
    void aTextThatIsNoKeyIsRefusedWithoutBeingQuoted() {
        assertThatThrownBy(() -> Identity.fromPem("s3cr3t", IDENTITY.certificatePem()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PRIVATE KEY")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void anIdentityNeverShowsItsKey() {
        assertThat(IDENTITY.toString()).isEqualTo("Identity[" + IDENTITY.keyHash() + "]");
    }

    @Test
    void aTokenIsOneAgentsAndAlwaysTheSame() {
        Tokens tokens = new Tokens(new byte[Tokens.KEY_BYTES]);
        String token = tokens.issue("uid", 1);

        assertThat(tokens.issue("uid", 1)).isEqualTo(token);
        assertThat(tokens.verify("uid", 1, token)).isTrue();
        assertThat(tokens.verify("uid", 2, token)).isFalse();
        assertThat(tokens.verify("other", 1, token)).isFalse();
        assertThat(tokens.verify("uid", 1, "")).isFalse();
    }

    @Test
    void aSealIsNoToken() {
        Tokens tokens = new Tokens(new byte[Tokens.KEY_BYTES]);

        assertThat(tokens.sealed("a", tokens.seal("a"))).isTrue();
        assertThat(tokens.sealed("b", tokens.seal("a"))).isFalse();
        assertThat(tokens.seal("uid/1")).isNotEqualTo(tokens.issue("uid", 1));
    }

    @Test
    void aShortHmacKeyIsRefused() {
        assertThatThrownBy(() -> new Tokens(new byte[16])).hasMessageContaining("expected 32 bytes, found 16");
    }
}
