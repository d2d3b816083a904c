package dev.periscope.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterBinariesTest {
    @Test
    void sayWhichCommandBuildsThemWhenTheyAreMissing(@TempDir Path empty) {
        assertThatThrownBy(() -> ClusterBinaries.in(empty))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(empty.toString())
                .hasMessageContaining("make binaries");
    }
}
