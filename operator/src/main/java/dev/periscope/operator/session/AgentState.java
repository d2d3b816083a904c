package dev.periscope.operator.session;

import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.Reasons;
import dev.periscope.operator.agent.AgentSighting;
import dev.periscope.operator.agent.Refusal;
import dev.periscope.operator.control.LinkView;
import dev.periscope.operator.settings.Settings;
import dev.periscope.operator.target.TargetResolution;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a session's current agent stands. */
sealed interface AgentState {

    /** There was none yet. */
    record None() implements AgentState {}

    /** The status names it, but it is not in the cluster: it has to be created. */
    record Wanted() implements AgentState {}

    /** The API server does not let it in. */
    record Refused(Refusal refusal) implements AgentState {}

    /** It is on its way, within its deadline. */
    record Starting(String reason, String message, Duration left) implements AgentState {}

    /** It did not make it within its deadline. */
    record Overdue(String message) implements AgentState {}

    /** It is connected and admitted. */
    record Connected(LinkView.Up link) implements AgentState {}

    /** It was enrolled, its channel is down, and it may still come back. */
    record Quiet(Duration left) implements AgentState {}

    /** It was enrolled, and its channel has been down too long. */
    record Lost() implements AgentState {}

    /** Its process ended; {@code reason} is what it said itself, or the kubelet. */
    record Ended(String reason, String message) implements AgentState {}

    /** The pod it ran in is no longer the session's. */
    record PodGone() implements AgentState {}

    /** Kubelet's words for an image it cannot get; it goes on trying, so no other agent would fare better. */
    Set<String> IMAGE_TROUBLE = Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");

    static AgentState of(@Nullable AgentStatus agent, Observation seen, Settings.Times times, Instant now) {
        if (agent == null) {
            return new None();
        }
        if (agent.mode() == AgentMode.Ephemeral && !livesIn(agent, seen.target())) {
            return new PodGone();
        }
        if (seen.refusal().isPresent()) {
            return new Refused(seen.refusal().get());
        }
        boolean enrolled = agent.publicKeyHash() != null;
        return switch (seen.agent()) {
            case AgentSighting.Ended ended -> ended(ended, seen);
            case AgentSighting.Absent(boolean podGone) when podGone && agent.podUid() != null -> new PodGone();
            case AgentSighting.Absent absent when !enrolled -> new Wanted();
            case AgentSighting.Absent absent -> channel(agent, seen.link(), times, now);
            case AgentSighting.Waiting waiting -> waiting(agent, waiting, times, now);
            case AgentSighting.Running running -> {
                AgentState channel = channel(agent, seen.link(), times, now);
                yield enrolled || channel instanceof Connected
                        ? channel
                        : starting(agent, Reasons.WAITING_FOR_ENROLMENT, "the agent runs and dials in", times, now);
            }
        };
    }

    private static boolean livesIn(AgentStatus agent, TargetResolution target) {
        return target instanceof TargetResolution.Resolved resolved
                && resolved.pod().getMetadata().getUid().equals(agent.podUid());
    }

    private static AgentState ended(AgentSighting.Ended ended, Observation seen) {
        return seen.leaving()
                .<AgentState>map(said -> new Ended(said.reason(), said.message()))
                .orElseGet(() -> new Ended(
                        ended.message().contains("HeadRoom") ? "HeadRoom" : ended.reason(),
                        "exit status " + ended.exitCode()
                                + (ended.message().isBlank()
                                        ? ""
                                        : ": " + ended.message().strip())));
    }

    private static AgentState channel(AgentStatus agent, LinkView link, Settings.Times times, Instant now) {
        return switch (link) {
            case LinkView.Up up when up.generation() == agent.generation() -> new Connected(up);
            case LinkView.Up older -> quiet(Instant.parse(agent.startedAt()), times, now);
            case LinkView.Down(Instant since) -> quiet(since, times, now);
        };
    }

    private static AgentState quiet(Instant since, Settings.Times times, Instant now) {
        Duration left = Duration.between(now, since.plus(times.reconnectGrace()));
        return left.isPositive() ? new Quiet(left) : new Lost();
    }

    private static AgentState waiting(
            AgentStatus agent, AgentSighting.Waiting waiting, Settings.Times times, Instant now) {
        if (IMAGE_TROUBLE.contains(waiting.reason())) {
            return new Starting(
                    Reasons.IMAGE_PULL,
                    "image " + agent.image() + ": " + waiting.reason()
                            + (waiting.message().isBlank() ? "" : " (" + waiting.message() + ")")
                            + "; make it available to the node, or set PERISCOPE_AGENT_IMAGE of the operator",
                    times.startDeadline());
        }
        String what = waiting.reason().isBlank() ? "Created" : waiting.reason();
        return starting(
                agent,
                Reasons.AGENT_STARTING,
                what + (waiting.message().isBlank() ? "" : ": " + waiting.message()),
                times,
                now);
    }

    private static AgentState starting(
            AgentStatus agent, String reason, String message, Settings.Times times, Instant now) {
        Duration left = Duration.between(now, Instant.parse(agent.startedAt()).plus(times.startDeadline()));
        return left.isPositive() ? new Starting(reason, message, left) : new Overdue(message);
    }
}
