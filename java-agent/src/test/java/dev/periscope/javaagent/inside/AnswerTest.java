package dev.periscope.javaagent.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerTest {
    @Test
    void keepsWhatFollowsTheIdWithItsSpaces() throws IOException {
        assertThat(Answer.parse("DENY 1 denied by deny[0]  x", "1"))
                .isEqualTo(new Answer(Answer.Kind.DENY, "denied by deny[0]  x"));
        assertThat(Answer.parse("LOCAL 1", "1")).isEqualTo(new Answer(Answer.Kind.LOCAL, ""));
        assertThat(Answer.parse("NX 1 ", "1")).isEqualTo(new Answer(Answer.Kind.NX, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LOCAL", "LOCAL 2", "LOCAL 11", "LOCAL  1", "local 1", "WELCOME v=1", "1 LOCAL"})
    void refusesWhatIsNoAnswerToTheQuestion(String line) {
        assertThatThrownBy(() -> Answer.parse(line, "1")).isInstanceOf(IOException.class);
    }

    @Property
    void neverFailsOtherwise(@ForAll String line) {
        try {
            Answer.parse(line, "1");
        } catch (IOException unreadable) {
            assertThat(unreadable).hasMessageContaining("Periscope client");
        }
    }
}
