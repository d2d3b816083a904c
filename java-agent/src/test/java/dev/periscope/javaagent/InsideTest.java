package dev.periscope.javaagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class InsideTest {
    @Test
    void everyClassOfTheRouterIsDefined() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target/classes/dev/periscope/javaagent/inside"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".class", ""))
                            .filter(name -> !name.equals("package-info")))
                    .containsExactlyInAnyOrderElementsOf(Inside.CLASSES);
        }
    }
}
