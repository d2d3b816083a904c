package dev.periscope.testkit;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One request as the API server saw it. Absent texts are empty.
 *
 * @param verb Kubernetes' own: create, get, list, watch, patch, update, delete, deletecollection
 * @param user after impersonation
 * @param code HTTP status; 0 for a watch that is still open
 */
public record AuditEvent(
        String verb,
        String user,
        String userAgent,
        String group,
        String resource,
        String subresource,
        String namespace,
        String name,
        String uri,
        int code) {

    static AuditEvent from(JsonNode line) {
        JsonNode object = line.path("objectRef");
        JsonNode acting = line.has("impersonatedUser") ? line.path("impersonatedUser") : line.path("user");
        return new AuditEvent(
                line.path("verb").asText(),
                acting.path("username").asText(),
                line.path("userAgent").asText(),
                object.path("apiGroup").asText(),
                object.path("resource").asText(),
                object.path("subresource").asText(),
                object.path("namespace").asText(),
                object.path("name").asText(),
                line.path("requestURI").asText(),
                line.path("responseStatus").path("code").asInt());
    }

    /** {@code patch mirrorsessions/status}; for readable assertions. */
    public String what() {
        return verb + " " + resource + (subresource.isEmpty() ? "" : "/" + subresource);
    }

    public boolean writes() {
        return switch (verb) {
            case "create", "update", "patch", "delete", "deletecollection" -> true;
            default -> false;
        };
    }
}
