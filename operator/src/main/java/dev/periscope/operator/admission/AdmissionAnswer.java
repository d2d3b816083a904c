package dev.periscope.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Answers as {@code admission.k8s.io/v1} wants them. */
final class AdmissionAnswer {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AdmissionAnswer() {}

    static JsonNode allowed(String uid, AdmissionVerdict.Allowed verdict) {
        ObjectNode review = review(uid, true);
        ObjectNode response = (ObjectNode) review.path("response");
        if (!verdict.changes().isEmpty()) {
            ArrayNode patch = JSON.arrayNode();
            verdict.changes().forEach(change -> patch.add(operation(change)));
            response.put("patchType", "JSONPatch");
            response.put(
                    "patch", Base64.getEncoder().encodeToString(patch.toString().getBytes(StandardCharsets.UTF_8)));
        }
        if (!verdict.warnings().isEmpty()) {
            ArrayNode warnings = response.putArray("warnings");
            verdict.warnings().forEach(warnings::add);
        }
        return review;
    }

    static JsonNode refused(String uid, AdmissionVerdict.Refused verdict) {
        ObjectNode review = review(uid, false);
        ((ObjectNode) review.path("response"))
                .putObject("status")
                .put("code", verdict.code())
                .put("reason", verdict.reason())
                .put("message", verdict.message());
        return review;
    }

    private static ObjectNode review(String uid, boolean allowed) {
        ObjectNode review =
                JSON.objectNode().put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
        review.putObject("response").put("uid", uid).put("allowed", allowed);
        return review;
    }

    private static ObjectNode operation(AnnotationChange change) {
        return switch (change) {
            case AnnotationChange.Begin() -> {
                ObjectNode begin = operation("add", "/metadata/annotations");
                begin.putObject("value");
                yield begin;
            }
            case AnnotationChange.Put(String name, String value) ->
                operation("add", path(name)).put("value", value);
            case AnnotationChange.Remove(String name) -> operation("remove", path(name));
        };
    }

    private static ObjectNode operation(String op, String path) {
        return JSON.objectNode().put("op", op).put("path", path);
    }

    /** A slash in a JSON Pointer's segment is ~1 (RFC 6901, section 3). */
    private static String path(String annotation) {
        return "/metadata/annotations/" + annotation.replace("~", "~0").replace("/", "~1");
    }
}
