package dev.periscope.operator.reconcile;

import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.operator.agent.AgentSighting;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The end of a session that is being deleted. May be said again and again. */
final class SessionFarewell {

    private final MirrorSession session;
    private final SessionWorld world;
    private final String namespace;
    private final String uid;

    SessionFarewell(MirrorSession session, SessionWorld world) {
        this.session = session;
        this.world = world;
        this.namespace = session.getMetadata().getNamespace();
        this.uid = session.getMetadata().getUid();
    }

    /** @return how long to wait for the agent's end, empty when there is nothing left to wait for */
    Optional<Duration> say(Instant now) {
        world.links().end(uid, Integer.MAX_VALUE, "Deleted", "the session was deleted");
        SessionStep.ownPods(world, namespace, uid)
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .forEach(world.launcher()::delete);
        AgentStatus agent = SessionReconciler.statusOf(session).agent();
        if (agent == null || agent.mode() == AgentMode.Pod) {
            return Optional.empty(); // a pod is gone for good, whether its process listens or not
        }
        ResourceID podId = new ResourceID(agent.pod(), namespace);
        world.targetWatch().follow(ResourceID.fromResource(session), podId);
        Optional<Pod> pod = world.pods().get(namespace, agent.pod());
        return switch (AgentSighting.of(agent, pod)) {
            case AgentSighting.Absent absent -> Optional.empty();
            case AgentSighting.Ended ended -> Optional.empty();
            case AgentSighting.Waiting waiting -> patience(pod, agent, now);
            case AgentSighting.Running running -> patience(pod, agent, now);
        };
    }

    private Optional<Duration> patience(Optional<Pod> pod, AgentStatus agent, Instant now) {
        Instant asked = Instant.parse(session.getMetadata().getDeletionTimestamp());
        // The timestamp has whole seconds, so a second is added to give the agent its full time.
        Duration left = Duration.between(
                now, asked.plus(world.settings().times().endGrace()).plusSeconds(1));
        if (left.isPositive()) {
            return Optional.of(left);
        }
        pod.ifPresent(p -> world.announcer()
                .onPod(
                        p,
                        "PeriscopeAgentLeft",
                        "ephemeral container " + agent.name() + " of the deleted session "
                                + session.getMetadata().getName()
                                + " has not ended yet. Nobody can end it from outside; it ends when it reaches the"
                                + " operator, after 10 min without it, or with this pod",
                        true));
        return Optional.empty();
    }
}
