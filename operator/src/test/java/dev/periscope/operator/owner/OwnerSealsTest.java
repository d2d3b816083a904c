package dev.periscope.operator.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.periscope.crds.v1alpha1.Labels;
import dev.periscope.operator.identity.Tokens;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerSealsTest {

    private static final OwnerSeals SEALS = new OwnerSeals(new Tokens(new byte[Tokens.KEY_BYTES]));
    private static final SessionName MINE = new SessionName("shop", "mine");
    private static final OwnerStamp ALICE = new OwnerStamp("alice", "", List.of("dev", "ops"));

    @ParameterizedTest
    @ValueSource(strings = {"alice", "system:serviceaccount:shop:ci", "mail@example.com", "\"", "[]", "ümläut\n"})
    void whatIsWrittenIsReadAgain(String text) {
        OwnerStamp stamp = new OwnerStamp(text, text, List.of("system:authenticated", text));

        assertThat(SEALS.read(SEALS.annotations(stamp, MINE), MINE)).contains(stamp);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                Labels.OWNER + "| root",
                Labels.OWNER_UID + "| 7",
                Labels.OWNER_GROUPS + "| [\"dev\",\"ops\",\"system:masters\"]",
                Labels.OWNER_GROUPS + "| [\"dev\"]",
                Labels.OWNER_GROUPS + "| [null]",
                Labels.OWNER_GROUPS + "| {}",
                Labels.OWNER_GROUPS + "| dev",
                Labels.OWNER_SEAL + "| AAAA",
            })
    void aStampThatWasTouchedIsNone(String annotation, String value) {
        Map<String, String> touched = new HashMap<>(SEALS.annotations(ALICE, MINE));
        touched.put(annotation, value);

        assertThat(SEALS.read(touched, MINE)).isEmpty();
    }

    @Test
    void aStampServesNoOtherSession() {
        Map<String, String> stamped = SEALS.annotations(ALICE, MINE);

        assertThat(SEALS.read(stamped, new SessionName("shop", "other"))).isEmpty();
        assertThat(SEALS.read(stamped, new SessionName("bank", "mine"))).isEmpty();
    }

    @Test
    void anotherOperatorsSealIsNone() {
        byte[] key = new byte[Tokens.KEY_BYTES];
        Arrays.fill(key, (byte) 1);

        assertThat(new OwnerSeals(new Tokens(key)).read(SEALS.annotations(ALICE, MINE), MINE))
                .isEmpty();
        assertThat(SEALS.read(null, MINE)).isEmpty();
        assertThat(SEALS.read(Map.of(Labels.OWNER, "alice"), MINE)).isEmpty();
    }

    @Test
    void aGeneratedNameCountsAsItWasAskedFor() {
        assertThat(SessionName.of("shop", "mine-x7k2p", "mine-")).isEqualTo(SessionName.of("shop", "", "mine-"));
        assertThat(SessionName.of("shop", "mine-", "")).isNotEqualTo(SessionName.of("shop", "", "mine-"));
    }

    @Test
    void groupsAreKeptAsFarAsTheyFit() {
        List<String> many = Collections.nCopies(1_000, "g");
        List<String> large = Collections.nCopies(100, "g".repeat(1_000));

        assertThat(new OwnerStamp("alice", "", many).groups()).hasSize(OwnerStamp.MOST_GROUPS);
        assertThat(new OwnerStamp("alice", "", large).groups()).hasSize(16);
    }

    @Test
    void aUserWithoutANameIsNone() {
        assertThatThrownBy(() -> new OwnerStamp("", "", List.of())).hasMessageContaining("expected a user");
    }
}
