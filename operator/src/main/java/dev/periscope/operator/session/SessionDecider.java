package dev.periscope.operator.session;

import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.Condition;
import dev.periscope.crds.v1alpha1.ConditionType;
import dev.periscope.crds.v1alpha1.FilterStatus;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.Owner;
import dev.periscope.crds.v1alpha1.Phase;
import dev.periscope.crds.v1alpha1.Reasons;
import dev.periscope.crds.v1alpha1.ResolvedTarget;
import dev.periscope.operator.agent.AgentPlan;
import dev.periscope.operator.agent.ModeChoice;
import dev.periscope.operator.control.AgentConfiguration;
import dev.periscope.operator.settings.Settings;
import dev.periscope.operator.status.Endpoints;
import dev.periscope.operator.status.StatusDraft;
import dev.periscope.operator.target.TargetResolution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session needs next, from what is seen and nothing else: the same sight gives the same decision, so a lost event
 * or a restart of the operator costs nothing but time. Immutable.
 */
public final class SessionDecider {

    private static final int MOST_FAILURES = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Settings settings;

    /** Decides by those settings. */
    public SessionDecider(Settings settings) {
        this.settings = settings;
    }

    /**
     * @param session as last seen; its status is where the operator left it
     * @param owner who created it, if that is known for sure
     */
    public Decision decide(MirrorSession session, @Nullable Owner owner, Observation seen, Instant now) {
        return new Round(session, owner, seen, now).decide();
    }

    /** One decision in the making. */
    private final class Round {
        private final MirrorSession session;
        private final Observation seen;
        private final Instant now;
        private final StatusDraft draft;
        private final Lifetime lifetime;

        Round(MirrorSession session, @Nullable Owner owner, Observation seen, Instant now) {
            this.session = session;
            this.seen = seen;
            this.now = now;
            this.draft = new StatusDraft(session, now);
            this.lifetime = Lifetime.of(session, draft.before(), now);
            draft.identity(
                    owner, AgentConfiguration.serverName(session.getMetadata().getUid()), lifetime.expiresAt());
        }

        Decision decide() {
            if (lifetime.over().isPresent()) {
                return over(lifetime.over().get());
            }
            return switch (seen.filter()) {
                case FilterCheck.Faulty faulty -> denied(faulty);
                case FilterCheck.Sound sound -> accepted(sound);
            };
        }

        private Decision over(Lifetime.Over over) {
            draft.phase(Phase.Expired);
            draft.endpoints(List.of());
            for (ConditionType type : ConditionType.values()) {
                if (type == ConditionType.AgentReady
                        || type == ConditionType.Published
                        || type == ConditionType.Ready) {
                    draft.conditions().fails(type, over.reason(), over.message());
                } else {
                    draft.conditions().keep(type);
                }
            }
            return new Decision(draft.build(), new Action.End(over.reason(), over.message()), Optional.empty());
        }

        /** What runs goes on with the filter it has; nothing new begins until the filter is sound. */
        private Decision denied(FilterCheck.Faulty faulty) {
            FilterStatus inForce = draft.filter();
            String message = faulty.message()
                    + (inForce == null || inForce.agentHash() == null
                            ? ""
                            : "\nThe filter in force is still the one before.");
            draft.conditions().fails(ConditionType.Accepted, Reasons.INVALID_FILTER, message);
            draft.conditions().keep(ConditionType.TargetResolved);
            draft.conditions().keep(ConditionType.AgentReady);
            draft.conditions().keep(ConditionType.Published);
            return settle(Phase.Denied, new Action.None(), lifetime.left());
        }

        private Decision accepted(FilterCheck.Sound sound) {
            FilterStatus before = draft.filter();
            draft.filter(new FilterStatus(sound.hash(), before == null ? null : before.agentHash(), sound.entries()));
            draft.conditions().holds(ConditionType.Accepted, Reasons.ACCEPTED, "the spec is sound");
            return switch (seen.target()) {
                case TargetResolution.Unresolved unresolved -> unresolved(unresolved);
                case TargetResolution.Targetless targetless -> {
                    draft.target(null);
                    draft.conditions()
                            .holds(ConditionType.TargetResolved, Reasons.TARGETLESS, "the session names no target");
                    yield agent();
                }
                case TargetResolution.Resolved resolved -> {
                    draft.target(new ResolvedTarget(
                            resolved.pod().getMetadata().getName(),
                            resolved.pod().getMetadata().getUid(),
                            resolved.pod().getSpec().getNodeName(),
                            resolved.container()));
                    draft.conditions()
                            .holds(
                                    ConditionType.TargetResolved,
                                    Reasons.RESOLVED,
                                    "container " + resolved.container() + " of pod "
                                            + resolved.pod().getMetadata().getName());
                    yield agent();
                }
            };
        }

        private Decision unresolved(TargetResolution.Unresolved unresolved) {
            draft.conditions().fails(ConditionType.TargetResolved, unresolved.reason(), unresolved.message());
            AgentStatus agent = draft.agent();
            draft.target(null);
            if (agent != null && agent.mode() == AgentMode.Pod) {
                return agent(); // it lives on its own and serves again as soon as there is a target
            }
            if (agent != null) {
                draft.agent(AgentChange.withoutKey(agent)); // its number must not be given again
            }
            draft.endpoints(List.of());
            draft.conditions()
                    .fails(
                            ConditionType.AgentReady,
                            Reasons.WAITING_FOR_TARGET,
                            "the agent is started once there is a pod for it");
            notPublished();
            return settle(wasReady() ? Phase.Reconnecting : Phase.Pending, new Action.None(), lifetime.left());
        }

        private Decision agent() {
            AgentStatus agent = draft.agent();
            return switch (AgentState.of(agent, seen, settings.times(), now)) {
                case AgentState.None none -> replace(new AgentCause.First(), 0);
                case AgentState.PodGone gone -> replace(new AgentCause.TargetMoved(), 0);
                case AgentState.Wanted wanted -> wanted();
                case AgentState.Starting s -> starting(s.reason(), s.message(), new Action.None(), s.left());
                case AgentState.Quiet quiet -> quiet(quiet);
                case AgentState.Connected(var link) ->
                    new ConnectedAgent(session, seen, now, draft)
                            .decide(link)
                            .map(correction -> replace(correction, 0))
                            .orElseGet(() -> connected(new Action.Configure(link)));
                case AgentState.Refused(var refusal) -> refused(refusal.reason(), refusal.message());
                case AgentState.Overdue overdue -> failed(Reasons.START_DEADLINE, overdue.message());
                case AgentState.Lost lost -> replace(new AgentCause.Replacement(), 0);
                case AgentState.Ended(var reason, var message) ->
                    reason.equals("HeadRoom")
                            ? elsewhere(Reasons.RETREATED, message)
                            : failed(Reasons.AGENT_ENDED, reason + ": " + message);
            };
        }

        private Decision wanted() {
            if (draft.before().phase() == Phase.Failed) {
                // It was refused: ask again now and then, and say nothing new before the answer is another one.
                draft.conditions().keep(ConditionType.AgentReady);
                draft.conditions().keep(ConditionType.Published);
                return settle(Phase.Failed, launch(), Duration.ofMinutes(1));
            }
            return starting(Reasons.AGENT_STARTING, "the agent is being created", launch(), Duration.ofSeconds(30));
        }

        private Decision connected(Action action) {
            boolean ready = draft.conditions().firstObstacle().isEmpty();
            AgentStatus agent = draft.agent();
            if (ready && agent != null) {
                draft.agent(AgentChange.withoutFailures(agent));
                draft.endpoints(Endpoints.of(settings));
            }
            Phase phase = ready ? Phase.Ready : wasReady() ? Phase.Reconnecting : Phase.Starting;
            Duration deadline = ready ? lifetime.left() : settings.times().startDeadline();
            return settle(phase, action, seen.countersDue() ? deadline : Duration.ofSeconds(5));
        }

        private Decision quiet(AgentState.Quiet quiet) {
            draft.conditions().keep(ConditionType.AgentReady);
            draft.conditions().keep(ConditionType.Published);
            boolean ready = draft.conditions().firstObstacle().isEmpty();
            Phase phase = ready ? Phase.Ready : wasReady() ? Phase.Reconnecting : Phase.Starting;
            return settle(phase, new Action.None(), quiet.left());
        }

        private Decision starting(String reason, String message, Action action, Duration left) {
            draft.endpoints(List.of());
            draft.conditions().fails(ConditionType.AgentReady, reason, message);
            notPublished();
            return settle(wasReady() ? Phase.Reconnecting : Phase.Starting, action, left);
        }

        private Action launch() {
            return new Action.Launch(new AgentPlan(
                    session,
                    Objects.requireNonNull(draft.agent(), "a wanted agent stands in the status"),
                    seen.target() instanceof TargetResolution.Resolved resolved
                            ? Optional.of(resolved.pod())
                            : Optional.empty(),
                    seen.target() instanceof TargetResolution.Resolved resolved ? resolved.container() : null));
        }

        private Decision refused(String reason, String message) {
            AgentStatus agent = draft.agent();
            boolean ephemeral = agent != null && agent.mode() == AgentMode.Ephemeral;
            if (ephemeral && reason.equals(Reasons.TARGET_REPLACED)) {
                // The cache will show so in a moment, and bring the session here again.
                return starting(reason, message, new Action.None(), Duration.ofSeconds(1));
            }
            return ephemeral
                    ? elsewhere(reason, message)
                    : givenUp(reason, message + "; allow the agent's pod in this namespace, or use another");
        }

        /** The target pod is no place for agents: Auto goes to a pod of its own, an explicit mode has to give up. */
        private Decision elsewhere(String reason, String message) {
            return session.getSpec().agent().mode() == AgentMode.Auto
                    ? replace(new AgentCause.GoElsewhere(reason), 0)
                    : givenUp(
                            reason,
                            message + "; agent.mode Auto or Pod would take a pod of its own instead: delete the session"
                                    + " and create it with one of these");
        }

        private Decision failed(String reason, String message) {
            AgentStatus agent = Objects.requireNonNull(draft.agent(), "only an agent can fail");
            if (reason.equals(Reasons.START_DEADLINE)
                    && agent.mode() == AgentMode.Ephemeral
                    && session.getSpec().agent().mode() == AgentMode.Auto) {
                return elsewhere(reason, message);
            }
            Integer before = agent.failures();
            int failures = (before == null ? 0 : before) + 1;
            if (failures >= MOST_FAILURES) {
                return givenUp(
                        reason.equals(Reasons.START_DEADLINE) ? reason : Reasons.AGENT_FAILED,
                        failures + " agents failed in a row, the last with: " + message
                                + "; delete the session and create it again once that is mended");
            }
            Duration pause = Duration.ofSeconds(1L << failures);
            Instant next =
                    Instant.parse(agent.startedAt()).plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
            Duration wait = Duration.between(now, next);
            return failures > 1 && wait.isPositive()
                    ? starting(Reasons.AGENT_ENDED, message + "; another one follows", new Action.None(), wait)
                    : replace(new AgentCause.Replacement(), failures);
        }

        private Decision givenUp(String reason, String message) {
            draft.endpoints(List.of());
            draft.conditions().fails(ConditionType.AgentReady, reason, message);
            notPublished();
            return settle(Phase.Failed, new Action.None(), lifetime.left());
        }

        private Decision replace(AgentCause cause, int failures) {
            AgentStatus last = draft.agent();
            NextAgent next = new NextAgent(session, seen, last, settings.agentImage(), now);
            return switch (next.mode(cause)) {
                case ModeChoice.NeedsHeadRoom n ->
                    starting(
                            Reasons.AGENT_STARTING,
                            "measuring the target pod's head room",
                            new Action.MeasureHeadRoom(),
                            Duration.ofSeconds(30));
                case ModeChoice.PodIsFull f ->
                    givenUp(
                            Reasons.TOO_MANY_ENDED_AGENTS,
                            "eight ended agents lie in the target pod: replace the pod (kubectl rollout restart), or"
                                    + " create the session with agent.mode Auto or Pod");
                case ModeChoice.Settled settled -> {
                    draft.agent(next.status(cause, settled, failures));
                    yield starting(
                            Reasons.AGENT_STARTING,
                            "the agent is being created",
                            launch(),
                            settings.times().startDeadline());
                }
            };
        }

        private void notPublished() {
            draft.conditions()
                    .fails(
                            ConditionType.Published,
                            Reasons.WAITING_FOR_AGENT,
                            "the agent registers with the gateway once it is ready");
        }

        private boolean wasReady() {
            Phase before = draft.before().phase();
            return before == Phase.Ready || before == Phase.Reconnecting;
        }

        private Decision settle(Phase phase, Action action, Duration left) {
            draft.phase(phase);
            Optional<Condition> obstacle = draft.conditions().firstObstacle();
            if (obstacle.isPresent()) {
                draft.conditions()
                        .fails(
                                ConditionType.Ready,
                                obstacle.get().reason(),
                                obstacle.get().message());
            } else {
                draft.conditions().holds(ConditionType.Ready, Reasons.READY, "clients can attach");
            }
            Duration soonest = left.compareTo(lifetime.left()) < 0 ? left : lifetime.left();
            return new Decision(draft.build(), action, Optional.of(soonest));
        }
    }
}
