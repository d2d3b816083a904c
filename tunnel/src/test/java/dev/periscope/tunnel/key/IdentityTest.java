package dev.periscope.tunnel.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import org.junit.jupiter.api.Test;

class IdentityTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

    private final SecureRandom random = new SecureRandom();

    @Test
    void aNewIdentityCarriesItsKeyInACertificateSignedByItself() throws Exception {
        Identity identity = Identity.create("agent", random, CLOCK);
        identity.certificate().verify(identity.publicKey());
        identity.certificate().checkValidity(Date.from(CLOCK.instant()));
        assertThat(identity.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=agent");
        assertThat(KeyHash.of(identity.certificate().getPublicKey())).isEqualTo(identity.hash());
    }

    @Test
    void aKeyThatWasWrittenIsTheSameWhenRead() {
        Identity identity = Identity.create("gateway", random, CLOCK);
        Identity read = Identity.fromPem(identity.toPem(), "gateway", random, CLOCK);
        assertThat(read.hash()).isEqualTo(identity.hash());
        assertThat(read.publicKeyBase64()).isEqualTo(identity.publicKeyBase64());
    }

    @Test
    void theHashIsThatOfThePublicKeyInfo() {
        Identity identity = Identity.create("user", random, CLOCK);
        assertThat(KeyHash.ofBase64Spki(identity.publicKeyBase64())).isEqualTo(identity.hash());
        assertThat(KeyHash.ofSpki(new byte[0]).hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutBeingQuoted() {
        String secret = Base64.getEncoder()
                .encodeToString("not a key at all".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Identity.fromPem(
                        "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----", "x", random, CLOCK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("P-256")
                .hasMessageNotContaining(secret)
                .hasNoCause();
        assertThatThrownBy(() -> Identity.fromPem("hello", "x", random, CLOCK)).hasMessageContaining("PKCS #8");
    }

    @Test
    void aHashIsSixtyFourLowerCaseHexDigits() {
        assertThatThrownBy(() -> new KeyHash("ABC")).hasMessageContaining("64 lower-case hex digits");
    }
}
