package dev.periscope.operator.reconcile;

import dev.periscope.control.AgentMessage.EnvironmentSource;
import dev.periscope.control.OperatorMessage;
import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.Labels;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import dev.periscope.operator.agent.AgentPlan;
import dev.periscope.operator.agent.AgentSighting;
import dev.periscope.operator.agent.HeadRoom;
import dev.periscope.operator.agent.Refusal;
import dev.periscope.operator.control.AgentConfiguration;
import dev.periscope.operator.control.LinkView;
import dev.periscope.operator.environment.PodEnvironment;
import dev.periscope.operator.session.Action;
import dev.periscope.operator.session.FilterCheck;
import dev.periscope.operator.session.Observation;
import dev.periscope.operator.status.Announcement;
import dev.periscope.operator.target.TargetResolution;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** One reconciliation's eyes and hands. Used by one thread, thrown away after. */
final class SessionStep {

    private static final Logger LOG = Logger.getLogger(SessionStep.class);

    private final SessionWorld world;
    private final Context<MirrorSession> context;
    private final String uid;
    private final String namespace;
    private MirrorSession session;

    SessionStep(MirrorSession session, SessionWorld world, Context<MirrorSession> context) {
        this.session = session;
        this.world = world;
        this.context = context;
        this.uid = session.getMetadata().getUid();
        this.namespace = session.getMetadata().getNamespace();
    }

    /** @return the session with the status last written */
    MirrorSession session() {
        return session;
    }

    Observation observe(Instant now) {
        MirrorSessionStatus status = SessionReconciler.statusOf(session);
        TargetResolution target = target(status, now);
        AgentStatus agent = status.agent();
        Optional<Pod> pod = agent == null ? Optional.empty() : agentPod(agent);
        LinkView link = world.links().view(uid);
        boolean complete = !(link instanceof LinkView.Up up)
                || environment(target, up.generation()).complete();
        return new Observation(
                FilterCheck.of(session.getSpec().outgoing()),
                target,
                agent == null ? new AgentSighting.Absent(true) : AgentSighting.of(agent, pod),
                link,
                agent == null ? Optional.empty() : world.links().leaving(uid, agent.generation()),
                Optional.empty(),
                Optional.empty(),
                world.counterPace().due(uid, now),
                pod.map(p -> p.getMetadata().getUid()),
                complete);
    }

    private TargetResolution target(MirrorSessionStatus status, Instant now) {
        ResourceID id = ResourceID.fromResource(session);
        if (session.getSpec().target() == null) {
            return new TargetResolution.Targetless();
        }
        if (status.target() != null) {
            world.targetWatch().follow(id, new ResourceID(status.target().pod(), namespace));
        }
        TargetResolution first = resolve(status, now);
        if (first instanceof TargetResolution.Resolved resolved && follows(id, resolved)) {
            world.targetWatch().settled(id, namespace);
            return first;
        }
        // Said before it is looked at again: a pod that became ready in between would be missed otherwise.
        world.targetWatch().await(id, namespace);
        TargetResolution second = resolve(status, now);
        if (second instanceof TargetResolution.Resolved resolved) {
            world.targetWatch().follow(id, ResourceID.fromResource(resolved.pod()));
            world.targetWatch().settled(id, namespace);
        }
        return second;
    }

    private TargetResolution resolve(MirrorSessionStatus status, Instant now) {
        return world.targets().resolve(namespace, session.getSpec().target(), status.target(), now);
    }

    private boolean follows(ResourceID id, TargetResolution.Resolved resolved) {
        MirrorSessionStatus status = SessionReconciler.statusOf(session);
        boolean same = status.target() != null
                && status.target().uid().equals(resolved.pod().getMetadata().getUid());
        if (!same) {
            world.targetWatch().follow(id, ResourceID.fromResource(resolved.pod()));
        }
        return same;
    }

    private Optional<Pod> agentPod(AgentStatus agent) {
        return world.pods().get(namespace, agent.pod());
    }

    private PodEnvironment environment(TargetResolution target, int generation) {
        return world.environments().of(session, world.owner(session).orElse(null), target, generation);
    }

    /** Writes the status if it differs. */
    void write(MirrorSessionStatus next, Observation seen, Instant now) {
        MirrorSessionStatus before = SessionReconciler.statusOf(session);
        if (next.equals(before)) {
            return;
        }
        MirrorSession fresh = new MirrorSession();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(session.getMetadata().getName())
                .withNamespace(namespace)
                .build());
        fresh.setStatus(next);
        session = PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(session, fresh, context);
        world.directory().put(session);
        world.metrics().statusWritten();
        if (!next.clients().equals(before.clients())) {
            world.counterPace().wrote(uid, now);
        }
        Announcement.of(before, next).ifPresent(a -> {
            LOG.infof("session %s/%s: %s: %s", namespace, session.getMetadata().getName(), a.reason(), a.message());
            world.announcer().announce(session, a);
        });
        retireOlder(next);
    }

    /** Whatever older agents there are, in whatever state: one session has one agent. */
    private void retireOlder(MirrorSessionStatus next) {
        AgentStatus agent = next.agent();
        if (agent == null || agent.generation() == 1) {
            return;
        }
        world.links()
                .end(
                        uid,
                        agent.generation() - 1,
                        OperatorMessage.End.SUPERSEDED,
                        "another agent took over the session");
        String current = Integer.toString(agent.generation());
        ownPods(world, namespace, uid)
                .filter(pod -> !current.equals(pod.getMetadata().getLabels().get(Labels.GENERATION)))
                .forEach(world.launcher()::delete);
    }

    static Stream<Pod> ownPods(SessionWorld world, String namespace, String uid) {
        return world
                .pods()
                .matching(namespace, pod -> {
                    Map<String, String> labels = pod.getMetadata().getLabels();
                    return labels != null && uid.equals(labels.get(Labels.SESSION_UID));
                })
                .stream();
    }

    /** @return what is seen after the action, if there is to be another decision */
    Optional<Observation> act(Action action, Observation seen, Instant now) {
        return switch (action) {
            case Action.None none -> Optional.empty();
            case Action.MeasureHeadRoom measure -> Optional.of(measured(seen));
            case Action.Launch(AgentPlan plan) ->
                launch(plan).map(refusal -> observe(now).with(refusal));
            case Action.Configure(LinkView.Up link) -> configure(link, seen);
            case Action.End(String reason, String message) -> end(reason, message);
        };
    }

    private Observation measured(Observation seen) {
        return seen.target() instanceof TargetResolution.Resolved target
                ? seen.with(world.headRoomMeter().measure(target.pod()))
                : seen.with(new HeadRoom.Unknown("there is no target pod"));
    }

    private Optional<Observation> end(String reason, String message) {
        world.links().end(uid, Integer.MAX_VALUE, reason, message);
        ownPods(world, namespace, uid)
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .forEach(world.launcher()::delete);
        return Optional.empty();
    }

    private Optional<Refusal> launch(AgentPlan plan) {
        Optional<Refusal> refusal = world.launcher().launch(plan);
        world.metrics()
                .launched(plan.agent().mode(), refusal.map(Refusal::reason).orElse("Created"));
        if (refusal.isEmpty() && plan.agent().mode() == AgentMode.Ephemeral) {
            plan.target()
                    .ifPresent(pod -> world.announcer()
                            .onPod(
                                    pod,
                                    "PeriscopeAgentAdded",
                                    "ephemeral container " + plan.agent().name() + " for session "
                                            + session.getMetadata().getName(),
                                    false));
        }
        return refusal;
    }

    private Optional<Observation> configure(LinkView.Up link, Observation seen) {
        AgentStatus agent = SessionReconciler.statusOf(session).agent();
        world.links()
                .configure(
                        uid,
                        link.generation(),
                        AgentConfiguration.of(
                                session,
                                agent != null && Boolean.TRUE.equals(agent.tied()),
                                link.facts().environment() == EnvironmentSource.Process,
                                environment(seen.target(), link.generation()),
                                world.settings().gateways(),
                                world.gatewayKeyHash()));
        return Optional.empty();
    }
}
