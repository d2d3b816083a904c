package dev.periscope.operator.reconcile;

import dev.periscope.crds.v1alpha1.Labels;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import dev.periscope.operator.owner.OwnerStamp;
import dev.periscope.operator.session.Action;
import dev.periscope.operator.session.Decision;
import dev.periscope.operator.session.Observation;
import dev.periscope.operator.session.SessionDecider;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a session, decides, says so in its status, and acts; in this order, so that an operator that dies in between
 * finds its intention in the status. JOSDK never runs two of these for one session at once.
 */
// Retries do not end: an outage of the API server may outlast any number of them, and no event may follow it.
@GradualRetry(maxAttempts = -1, initialInterval = 500, maxInterval = 30_000)
@ControllerConfiguration(
        name = "mirrorsession",
        finalizerName = Labels.FINALIZER,
        fieldManager = Labels.FIELD_MANAGER,
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES))
final class SessionReconciler implements Reconciler<MirrorSession>, Cleaner<MirrorSession> {

    /** A decision may ask for a measurement, then start an agent, be refused, and start another: that is four. */
    private static final int MOST_ROUNDS = 6;

    private static final Duration SHORTEST_LOOK = Duration.ofMillis(200);

    private final SessionDecider decider;
    private final SessionWorld world;
    private final Clock clock;
    private final SimpleInboundEventSource<MirrorSession> fromAgents = new SimpleInboundEventSource<>("agents");

    SessionReconciler(SessionDecider decider, SessionWorld world, Clock clock) {
        this.decider = decider;
        this.world = world;
        this.clock = clock;
    }

    /** Asks for a reconciliation of that session; does not block. A session that is not known yet has one coming. */
    void look(String sessionUid) {
        world.directory().id(sessionUid).ifPresent(fromAgents::propagateEvent);
    }

    @Override
    public List<EventSource<?, MirrorSession>> prepareEventSources(EventSourceContext<MirrorSession> context) {
        InformerEventSource<Pod, MirrorSession> pods = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Pod.class, MirrorSession.class)
                        .withSecondaryToPrimaryMapper(world.targetWatch()::sessionsOf)
                        .build(),
                context);
        world.pods(new PodCache(pods));
        return List.of(pods, fromAgents);
    }

    @Override
    public UpdateControl<MirrorSession> reconcile(MirrorSession session, Context<MirrorSession> context) {
        world.directory().put(session);
        SessionStep step = new SessionStep(session, world, context);
        Observation seen = step.observe(clock.instant());
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Instant now = clock.instant();
            Decision decision = decider.decide(
                    step.session(), world.owner(session).map(OwnerStamp::owner).orElse(null), seen, now);
            if (!(decision.action() instanceof Action.MeasureHeadRoom)) {
                step.write(decision.status(), seen, now);
            }
            Optional<Observation> again = step.act(decision.action(), seen, now);
            if (again.isEmpty()) {
                return lookAgain(decision);
            }
            seen = again.get();
        }
        return UpdateControl.<MirrorSession>noUpdate().rescheduleAfter(Duration.ofSeconds(1));
    }

    private static UpdateControl<MirrorSession> lookAgain(Decision decision) {
        UpdateControl<MirrorSession> control = UpdateControl.noUpdate();
        return decision.lookAgain()
                .map(after -> control.rescheduleAfter(after.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : after))
                .orElse(control);
    }

    @Override
    public DeleteControl cleanup(MirrorSession session, Context<MirrorSession> context) {
        world.directory().put(session);
        Optional<Duration> wait = new SessionFarewell(session, world).say(clock.instant());
        if (wait.isPresent()) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(wait.get().toMillis());
        }
        world.forget(session);
        return DeleteControl.defaultDelete();
    }

    /** @return the status, which is empty rather than null before the first */
    static MirrorSessionStatus statusOf(MirrorSession session) {
        return session.getStatus() == null ? MirrorSessionStatus.NONE : session.getStatus();
    }
}
