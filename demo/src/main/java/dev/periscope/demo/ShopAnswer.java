package dev.periscope.demo;

import java.util.regex.Pattern;

/**
 * What a {@link ShopServer} says.
 *
 * @param service the service's name
 * @param pod the pod that answered
 * @param caller the address the request came from, as the server saw it
 */
record ShopAnswer(String service, String pod, String caller) {
    private static final Pattern JSON =
            Pattern.compile("\\{\"service\":\"([^\"]*)\",\"pod\":\"([^\"]*)\",\"caller\":\"([^\"]*)\"}\\s*");

    /** The answer as one line of JSON. Names of services and pods and addresses hold nothing that JSON would escape. */
    String toJson() {
        return "{\"service\":\"%s\",\"pod\":\"%s\",\"caller\":\"%s\"}".formatted(service, pod, caller);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static ShopAnswer parse(String json) {
        var parts = JSON.matcher(json);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected the answer of a shop service, got: " + json);
        }
        return new ShopAnswer(parts.group(1), parts.group(2), parts.group(3));
    }
}
