package dev.periscope.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.periscope.operator.identity.Tokens;
import dev.periscope.operator.owner.OwnerSeals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Folders of {@code in-review.json} and {@code out-review.json}: what is asked, and what is answered. In the latter the
 * patch is shown as what its base64 says. {@code -Dgoldens.update=true} writes the out files.
 */
class AdmissionGoldenTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AdmissionDecision DECISION =
            new AdmissionDecision(new OwnerSeals(new Tokens(new byte[Tokens.KEY_BYTES])));

    @TestFactory
    Stream<DynamicTest> eachFolderAnswersWhatItSays() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/test/resources/admission"))) {
            return folders.sorted().toList().stream()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
        }
    }

    private static void check(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()).collect(Collectors.toSet()))
                    .as("files of " + folder)
                    .isSubsetOf(Set.of("in-review.json", "out-review.json"));
        }
        AdmissionRequest request = AdmissionRequest.parse(
                JSON.readTree(folder.resolve("in-review.json").toFile()));

        String answer = JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(answer(request.uid(), DECISION.decide(request)))
                + "\n";

        Path golden = folder.resolve("out-review.json");
        if (Boolean.getBoolean("goldens.update")) {
            Files.writeString(golden, answer);
        }
        assertThat(answer).isEqualTo(Files.readString(golden));
    }

    private static JsonNode answer(String uid, AdmissionVerdict verdict) throws IOException {
        return switch (verdict) {
            case AdmissionVerdict.Allowed allowed -> readable(AdmissionAnswer.allowed(uid, allowed));
            case AdmissionVerdict.Refused refused -> AdmissionAnswer.refused(uid, refused);
            case AdmissionVerdict.ForAdministrators asked -> {
                ObjectNode both = JSON.createObjectNode()
                        .put("if-administrator", asked.user().username());
                both.set("then", answer(uid, asked.then()));
                both.set("otherwise", answer(uid, asked.otherwise()));
                yield both;
            }
        };
    }

    private static JsonNode readable(JsonNode review) throws IOException {
        ObjectNode response = (ObjectNode) review.path("response");
        if (response.has("patch")) {
            response.set(
                    "patch",
                    JSON.readTree(
                            Base64.getDecoder().decode(response.path("patch").asText())));
        }
        return review;
    }
}
