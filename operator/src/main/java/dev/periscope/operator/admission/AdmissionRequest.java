package dev.periscope.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.periscope.operator.owner.OwnerStamp;
import dev.periscope.operator.owner.SessionName;
import java.util.ArrayList;
import java.util.List;

/**
 * What the API server asks ({@code admission.k8s.io/v1}, AdmissionReview.request). It comes before the schema's
 * validation, so nothing in the objects has to have the type one would expect.
 *
 * @param uid goes back with the answer
 * @param operation whether a session is created or changed
 * @param dryRun whether nothing will be stored
 * @param user who asks, after impersonation
 * @param namespace the session's
 * @param name the session's, empty where it is still to be generated
 * @param object the session as it would be
 * @param oldObject the session as it is, missing when it is created
 */
record AdmissionRequest(
        String uid,
        Operation operation,
        boolean dryRun,
        OwnerStamp user,
        String namespace,
        String name,
        JsonNode object,
        JsonNode oldObject) {

    /** The operations the webhook's configuration asks about. */
    enum Operation {
        CREATE,
        UPDATE
    }

    /**
     * @throws MalformedReviewException if it is no review of a MirrorSession's creation or update
     */
    static AdmissionRequest parse(JsonNode review) throws MalformedReviewException {
        JsonNode request = review.path("request");
        String uid = text(request, "/uid");
        expect(!uid.isEmpty(), "request.uid");
        expect(
                text(request, "/resource/group").equals("periscope.dev")
                        && text(request, "/resource/resource").equals("mirrorsessions")
                        && text(request, "/subResource").isEmpty(),
                "request.resource mirrorsessions.periscope.dev and no subResource");
        JsonNode object = request.path("object");
        expect(object.path("metadata").isObject(), "request.object with metadata");
        return new AdmissionRequest(
                uid,
                operation(text(request, "/operation")),
                request.path("dryRun").asBoolean(),
                user(request.path("userInfo")),
                text(request, "/namespace"),
                text(request, "/name"),
                object,
                request.path("oldObject"));
    }

    /** @return the name to seal the stamp for */
    SessionName session() {
        return SessionName.of(namespace, name, text(object, "/metadata/generateName"));
    }

    private static Operation operation(String text) throws MalformedReviewException {
        return switch (text) {
            case "CREATE" -> Operation.CREATE;
            case "UPDATE" -> Operation.UPDATE;
            default -> throw new MalformedReviewException("expected request.operation CREATE or UPDATE, found " + text);
        };
    }

    private static OwnerStamp user(JsonNode info) throws MalformedReviewException {
        List<String> groups = new ArrayList<>();
        info.path("groups").forEach(group -> groups.add(group.asText()));
        try {
            return new OwnerStamp(text(info, "/username"), text(info, "/uid"), groups);
        } catch (IllegalArgumentException e) {
            throw new MalformedReviewException("request.userInfo: " + e.getMessage());
        }
    }

    private static void expect(boolean holds, String what) throws MalformedReviewException {
        if (!holds) {
            throw new MalformedReviewException("expected " + what);
        }
    }

    private static String text(JsonNode node, String pointer) {
        return node.at(pointer).asText("");
    }
}
