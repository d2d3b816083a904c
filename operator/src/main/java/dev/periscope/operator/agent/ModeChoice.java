package dev.periscope.operator.agent;

import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.Reasons;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an agent is to run. */
public sealed interface ModeChoice {

    /** So many ended agents in one pod are the most that Auto adds to. */
    int MOST_ENDED_AGENTS = 8;

    /** Reasons that hold for the rest of a session, whatever pod it moves to. */
    Set<String> LASTING = Set.of(Reasons.RETREATED, Reasons.START_DEADLINE, Reasons.POD_SECURITY, Reasons.REFUSED);

    /**
     * It is settled.
     *
     * @param mode never {@code Auto}
     * @param because a reason, where Auto did not take Ephemeral; null otherwise
     */
    record Settled(AgentMode mode, @Nullable String because) implements ModeChoice {}

    /** It depends on the head room, which has to be measured first. */
    record NeedsHeadRoom() implements ModeChoice {}

    /** The target pod holds too many ended agents, and the session insists on one more. */
    record PodIsFull() implements ModeChoice {}

    /**
     * What is known.
     *
     * @param wanted {@code spec.agent.mode}
     * @param targetless whether there is no pod to be ephemeral in
     * @param memoryLimit limit of the target pod, if it has one
     * @param headRoom what is left under it, if that was measured
     * @param endedAgents how many ended agents lie in the target pod
     * @param lasting why an earlier agent of this session went to a pod of its own, if that reason lasts
     */
    record Circumstances(
            AgentMode wanted,
            boolean targetless,
            Optional<Long> memoryLimit,
            Optional<HeadRoom> headRoom,
            int endedAgents,
            Optional<String> lasting) {}

    /** @return the choice by design: Auto takes Ephemeral where that is safe for the app */
    static ModeChoice choose(Circumstances seen) {
        return switch (seen.wanted()) {
            case Pod -> new Settled(AgentMode.Pod, null);
            case Ephemeral ->
                seen.endedAgents() >= MOST_ENDED_AGENTS ? new PodIsFull() : new Settled(AgentMode.Ephemeral, null);
            case Auto -> auto(seen);
        };
    }

    private static ModeChoice auto(Circumstances seen) {
        if (seen.targetless()) {
            return new Settled(AgentMode.Pod, Reasons.TARGETLESS);
        }
        if (seen.lasting().isPresent()) {
            return new Settled(AgentMode.Pod, seen.lasting().get());
        }
        if (seen.endedAgents() >= MOST_ENDED_AGENTS) {
            return new Settled(AgentMode.Pod, Reasons.TOO_MANY_ENDED_AGENTS);
        }
        if (seen.memoryLimit().isEmpty()) {
            return new Settled(AgentMode.Ephemeral, null);
        }
        if (seen.headRoom().isEmpty()) {
            return new NeedsHeadRoom();
        }
        return switch (seen.headRoom().get()) {
            case HeadRoom.Unknown unknown -> new Settled(AgentMode.Pod, Reasons.HEAD_ROOM_UNKNOWN);
            case HeadRoom.Known(long bytes) ->
                bytes < HeadRoom.MINIMUM_BYTES
                        ? new Settled(AgentMode.Pod, Reasons.HEAD_ROOM_TOO_SMALL)
                        : new Settled(AgentMode.Ephemeral, null);
        };
    }
}
