package dev.periscope.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aReviewIsRead() throws Exception {
        AdmissionRequest request = AdmissionRequest.parse(JSON.readTree(review()));

        assertThat(request.user().username()).isEqualTo("alice");
        assertThat(request.user().groups()).containsExactly("dev", "system:authenticated");
        assertThat(request.session().name()).isEqualTo("mine");
        assertThat(request.dryRun()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"uid\"             | \"uit\"        | request.uid",
                "\"CREATE\"          | \"DELETE\"     | CREATE or UPDATE, found DELETE",
                "\"mirrorsessions\"  | \"pods\"       | mirrorsessions.periscope.dev",
                "\"username\"        | \"nobody\"     | request.userInfo",
                "\"metadata\"        | \"mebidata\"   | request.object with metadata",
                "\"dryRun\"          | \"subResource\": \"status\", \"x\" | no subResource",
            })
    void whatIsNoReviewOfASessionIsSaidToBeNone(String part, String instead, String message) throws IOException {
        String review = review().replace(part, instead);

        assertThatThrownBy(() -> AdmissionRequest.parse(JSON.readTree(review)))
                .isInstanceOf(MalformedReviewException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]", "7", "{\"request\": []}", "{\"request\": {\"uid\": {}}}"})
    void anyOtherJsonIsNoReview(String json) {
        assertThatThrownBy(() -> AdmissionRequest.parse(JSON.readTree(json)))
                .isInstanceOf(MalformedReviewException.class);
    }

    private static String review() throws IOException {
        return Files.readString(Path.of("src/test/resources/admission/created-by-a-user/in-review.json"));
    }
}
