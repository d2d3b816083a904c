package dev.periscope.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CrdGoldenTest {

    private static final String NAME = "mirrorsessions.periscope.dev";

    @Test
    void theDefinitionUnderDeployIsTheOneTheRecordsMake() throws IOException {
        Path golden = Path.of(System.getProperty("periscope.root"), "deploy", "crds", NAME + ".yaml");
        String finished = CrdFinish.finish(generated());
        if (Boolean.getBoolean("crds.update")) {
            Files.writeString(golden, finished);
        }
        assertThat(Files.readString(golden))
                .as("run mvn -pl crds test -Dcrds.update=true, look at the difference, and commit it")
                .isEqualTo(finished);
    }

    private static String generated() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                CrdGoldenTest.class.getResourceAsStream("/META-INF/fabric8/" + NAME + "-v1.yml"),
                "the generator's output")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
