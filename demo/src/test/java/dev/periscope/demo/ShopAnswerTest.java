package dev.periscope.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShopAnswerTest {
    @Test
    void what_was_written_is_read_back() {
        var answer = new ShopAnswer("inventory", "inventory-5f6-abcde", "10.244.0.7");

        assertThat(ShopAnswer.parse(answer.toJson())).isEqualTo(answer);
    }

    @Test
    void anything_else_is_refused_with_what_came() {
        assertThatThrownBy(() -> ShopAnswer.parse("<html>504</html>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("<html>504</html>");
    }
}
