package dev.periscope.operator.enrolment;

import java.util.List;
import java.util.Optional;

/**
 * What the operator knows of a session's current agent.
 *
 * @param generation its number
 * @param keyHash hash of its key, if it enrolled
 * @param addresses of the pod it runs in, as far as known
 * @param over whether the session is being deleted or has expired
 */
public record KnownAgent(int generation, Optional<String> keyHash, List<String> addresses, boolean over) {

    /** Copies the list. */
    public KnownAgent {
        addresses = List.copyOf(addresses);
    }
}
