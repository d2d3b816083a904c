package dev.periscope.operator.owner;

import dev.periscope.crds.v1alpha1.MirrorSession;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a session before it exists: the API server asks admission before it gives out UIDs and generated names.
 *
 * @param namespace the session's
 * @param name its name, or {@code generateName} and an asterisk, which no name has
 */
public record SessionName(String namespace, String name) {

    /** @return the name admission knew that session by */
    public static SessionName of(MirrorSession session) {
        return of(
                session.getMetadata().getNamespace(),
                session.getMetadata().getName(),
                session.getMetadata().getGenerateName());
    }

    /** A generated name counts before the name that was made of it. */
    public static SessionName of(String namespace, @Nullable String name, @Nullable String generateName) {
        boolean generated = generateName != null && !generateName.isEmpty();
        return new SessionName(namespace, generated ? generateName + "*" : name == null ? "" : name);
    }
}
