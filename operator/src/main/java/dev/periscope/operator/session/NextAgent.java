package dev.periscope.operator.session;

import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.operator.agent.AgentName;
import dev.periscope.operator.agent.AgentSighting;
import dev.periscope.operator.agent.MemoryLimit;
import dev.periscope.operator.agent.ModeChoice;
import dev.periscope.operator.agent.RunAs;
import dev.periscope.operator.target.PodState;
import dev.periscope.operator.target.TargetResolution;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The next agent of a session, as its status will name it before it exists. */
final class NextAgent {

    private final MirrorSession session;
    private final Observation seen;
    private final @Nullable AgentStatus last;
    private final String image;
    private final Instant now;

    NextAgent(MirrorSession session, Observation seen, @Nullable AgentStatus last, String image, Instant now) {
        this.session = session;
        this.seen = seen;
        this.last = last;
        this.image = image;
        this.now = now;
    }

    /** @return where the next agent is to run */
    ModeChoice mode(AgentCause cause) {
        Optional<String> lasting = cause instanceof AgentCause.GoElsewhere elsewhere
                ? Optional.of(elsewhere.because())
                : Optional.ofNullable(last).map(AgentStatus::because).filter(ModeChoice.LASTING::contains);
        Optional<Pod> pod = pod();
        return ModeChoice.choose(new ModeChoice.Circumstances(
                session.getSpec().agent().mode(),
                pod.isEmpty(),
                pod.flatMap(MemoryLimit::of),
                seen.headRoom(),
                pod.map(AgentSighting::endedIn).orElse(0),
                lasting));
    }

    /** @return the next agent in that mode */
    AgentStatus status(AgentCause cause, ModeChoice.Settled choice, int failures) {
        int generation = last == null ? 1 : last.generation() + 1;
        String name = AgentName.of(session.getMetadata().getUid(), generation);
        boolean ephemeral = choice.mode() == AgentMode.Ephemeral;
        RunAs ids = ephemeral ? ids(cause) : RunAs.IMAGE;
        boolean tied = ephemeral && mayTie(cause, ids);
        return new AgentStatus(
                name,
                choice.mode(),
                choice.because(),
                generation,
                ephemeral ? pod().orElseThrow().getMetadata().getName() : name,
                ephemeral ? pod().orElseThrow().getMetadata().getUid() : null,
                null,
                image,
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                null,
                ephemeral ? tied : null,
                tied ? ids.user() : null,
                tied ? ids.group() : null,
                cause instanceof AgentCause.Correction ? Boolean.TRUE : null,
                null,
                failures == 0 ? null : failures);
    }

    private RunAs ids(AgentCause cause) {
        return switch (cause) {
            case AgentCause.Correction(RunAs reported) -> reported;
            case AgentCause.First f -> specified();
            case AgentCause.TargetMoved t -> RunAs.IMAGE;
            case AgentCause.Replacement r -> RunAs.IMAGE;
            case AgentCause.GoElsewhere g -> RunAs.IMAGE;
        };
    }

    private RunAs specified() {
        return seen.target() instanceof TargetResolution.Resolved resolved
                ? RunAs.of(resolved.pod(), resolved.container())
                : RunAs.IMAGE;
    }

    /**
     * Only a first agent, or its correction, is tied: it dies with the target's process. One beside a process that keeps
     * restarting would die with it again and again, and one beside a root process could not read its environment anyway.
     */
    private boolean mayTie(AgentCause cause, RunAs ids) {
        return (cause instanceof AgentCause.First || cause instanceof AgentCause.Correction)
                && !ids.isRoot()
                && seen.target() instanceof TargetResolution.Resolved resolved
                && PodState.runsSteadily(resolved.pod(), resolved.container(), now);
    }

    private Optional<Pod> pod() {
        return seen.target() instanceof TargetResolution.Resolved resolved
                ? Optional.of(resolved.pod())
                : Optional.empty();
    }
}
