package dev.periscope.operator.session;

import dev.periscope.control.AgentMessage;
import dev.periscope.control.AgentMessage.EnvironmentSource;
import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.ClientStatus;
import dev.periscope.crds.v1alpha1.ConditionType;
import dev.periscope.crds.v1alpha1.FilterStatus;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import dev.periscope.crds.v1alpha1.Reasons;
import dev.periscope.operator.agent.RunAs;
import dev.periscope.operator.control.LinkView;
import dev.periscope.operator.status.StatusDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a connected agent's words mean for its session's status. */
final class ConnectedAgent {

    private static final Duration ACTIVITY_GRAIN = Duration.ofSeconds(30);

    private final MirrorSession session;
    private final Observation seen;
    private final Instant now;
    private final StatusDraft draft;

    ConnectedAgent(MirrorSession session, Observation seen, Instant now, StatusDraft draft) {
        this.session = session;
        this.seen = seen;
        this.now = now;
        this.draft = draft;
    }

    /** @return why the session is better off with another agent, if it is */
    Optional<AgentCause> decide(LinkView.Up link) {
        AgentStatus agent = Objects.requireNonNull(draft.agent(), "a connected agent stands in the status");
        boolean first = agent.publicKeyHash() == null;
        Optional<RunAs> better = first ? betterIds(agent, link.facts()) : Optional.empty();
        if (better.isPresent()) {
            return better.map(AgentCause.Correction::new);
        }
        String source = link.facts().environment() == EnvironmentSource.Process && seen.environmentComplete()
                ? EnvironmentSource.Process.name()
                : EnvironmentSource.PodSpec.name();
        draft.agent(AgentChange.enrolled(
                agent,
                agent.podUid() == null ? seen.agentPodUid().orElse(null) : agent.podUid(),
                link.keyHash(),
                source));
        link.configured().ifPresent(this::acknowledged);
        ready(link);
        published(link);
        link.counters().ifPresent(this::counted);
        return Optional.empty();
    }

    /** The agent sees what the pod's specification does not tell: the ids the image gives the target's process. */
    private Optional<RunAs> betterIds(AgentStatus agent, AgentMessage.Facts facts) {
        boolean pointless = agent.mode() != AgentMode.Ephemeral
                || !Boolean.TRUE.equals(agent.tied())
                || Boolean.TRUE.equals(agent.identityCorrected())
                || facts.environment() == EnvironmentSource.Process
                || facts.targetUid().isEmpty()
                || facts.targetGid().isEmpty()
                || facts.targetUid().get() == 0;
        if (pointless) {
            return Optional.empty();
        }
        int user = facts.targetUid().orElseThrow();
        int group = facts.targetGid().orElseThrow();
        return user == facts.uid() && group == facts.gid()
                ? Optional.empty()
                : Optional.of(new RunAs((long) user, (long) group));
    }

    private void acknowledged(AgentMessage.Configured configured) {
        FilterStatus filter = draft.filter();
        if (filter != null) {
            draft.filter(new FilterStatus(filter.hash(), configured.filterHash(), filter.entries()));
        }
    }

    private void ready(LinkView.Up link) {
        AgentStatus agent = Objects.requireNonNull(draft.agent(), "set above");
        if (link.isConfigured() || wasSo(ConditionType.AgentReady)) {
            draft.conditions().holds(ConditionType.AgentReady, ModeWords.reason(agent), ModeWords.sentence(agent));
        } else {
            draft.conditions()
                    .fails(ConditionType.AgentReady, Reasons.CONFIGURING, "the agent takes up its configuration");
        }
    }

    private void published(LinkView.Up link) {
        boolean registered =
                link.gateways().map(list -> !list.isEmpty()).orElseGet(() -> wasSo(ConditionType.Published));
        if (registered) {
            draft.conditions()
                    .holds(ConditionType.Published, Reasons.REGISTERED, "the agent is registered with the gateway");
        } else {
            draft.conditions()
                    .fails(
                            ConditionType.Published,
                            Reasons.NOT_REGISTERED,
                            "the agent is not registered with a gateway yet; if this stays, look at the gateway's pods,"
                                    + " and at network policies between the target pod and port 8444 of the gateway");
        }
    }

    /** An agent that comes back has not lost what it had; it only has not said it again yet. */
    private boolean wasSo(ConditionType type) {
        MirrorSessionStatus before = draft.before();
        AgentStatus agent = before.agent();
        AgentStatus current = draft.agent();
        return before.holds(type)
                && agent != null
                && current != null
                && agent.generation() == current.generation()
                && Objects.equals(agent.publicKeyHash(), current.publicKeyHash());
    }

    private void counted(AgentMessage.Counters counters) {
        if (!seen.countersDue()) {
            return;
        }
        List<ClientStatus> clients = counters.clients().stream()
                .filter(c -> session.getSpec().clients().stream()
                        .anyMatch(s -> s.name().equals(c.name())))
                .map(c -> new ClientStatus(c.name(), c.connected(), c.flows(), c.bytesIn(), c.bytesOut(), c.denied()))
                .toList();
        draft.clients(clients);
        AgentStatus agent = Objects.requireNonNull(draft.agent(), "set above");
        draft.agent(AgentChange.withMemory(agent, counters.memoryBytes()));
        String last = draft.before().lastActivity();
        Integer attachedBefore = draft.before().clientsConnected();
        boolean attached = clients.stream().anyMatch(ClientStatus::connected);
        boolean left = !attached && attachedBefore != null && attachedBefore > 0;
        boolean stale =
                last == null || !Instant.parse(last).plus(ACTIVITY_GRAIN).isAfter(now);
        if (left || (attached && stale)) {
            draft.lastActivity(now);
        }
    }
}
