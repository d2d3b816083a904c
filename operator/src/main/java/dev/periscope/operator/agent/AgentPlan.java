package dev.periscope.operator.agent;

import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.MirrorSession;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An agent that is to exist.
 *
 * @param session the session, for names and the owner reference
 * @param agent what the session's status says of the agent
 * @param target the target pod, if there is one
 * @param container the target container, if there is one
 */
public record AgentPlan(
        MirrorSession session,
        AgentStatus agent,
        Optional<Pod> target,
        @Nullable String container) {

    /** @return whether the agent shares the target container's process namespace */
    public boolean tied() {
        return Boolean.TRUE.equals(agent.tied());
    }

    /** @return the session's UID */
    public String sessionUid() {
        return session.getMetadata().getUid();
    }
}
