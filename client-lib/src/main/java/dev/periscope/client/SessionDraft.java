package dev.periscope.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A session that does not exist yet.
 *
 * @param namespace the target's namespace; absent: that of the kubeconfig's context
 * @param name absent: one is made from target and user
 * @param spec {@code spec} as its author wrote it, in plain maps, lists, strings, numbers and booleans
 */
public record SessionDraft(Optional<String> namespace, Optional<String> name, Map<String, Object> spec) {
    public SessionDraft {
        spec = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(spec));
    }
}
