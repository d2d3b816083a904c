package dev.periscope.operator.reconcile;

import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import dev.periscope.crds.v1alpha1.Phase;
import dev.periscope.operator.control.AgentLinks;
import dev.periscope.operator.control.Enroller;
import dev.periscope.operator.enrolment.EnrolmentDecision;
import dev.periscope.operator.enrolment.EnrolmentRequest;
import dev.periscope.operator.enrolment.KnownAgent;
import dev.periscope.operator.identity.Tokens;
import dev.periscope.operator.target.Pods;
import io.fabric8.kubernetes.api.model.PodIP;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers agents that dial in from what is in memory; never blocks. */
final class AgentDesk implements Enroller {

    /** After its start an operator may not have looked at every session yet: an unknown one may still turn up. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private final Directory directory;
    private final Supplier<AgentLinks> links;
    private final Supplier<Pods> pods;
    private final Tokens tokens;
    private final Announcer announcer;
    private final SessionMetrics metrics;
    private final Clock clock;
    private final Instant started;

    AgentDesk(
            Directory directory,
            Supplier<AgentLinks> links,
            Supplier<Pods> pods,
            Tokens tokens,
            Announcer announcer,
            SessionMetrics metrics,
            Clock clock) {
        this.directory = directory;
        this.links = links;
        this.pods = pods;
        this.tokens = tokens;
        this.announcer = announcer;
        this.metrics = metrics;
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public EnrolmentDecision decide(EnrolmentRequest request) {
        Optional<MirrorSession> session = directory.get(request.sessionUid());
        if (session.isEmpty() && clock.instant().isBefore(started.plus(WARM_UP))) {
            return new EnrolmentDecision.Later("the operator has just started and does not know the session yet");
        }
        EnrolmentDecision decision = EnrolmentDecision.decide(request, session.flatMap(this::known), tokens::verify);
        if (decision instanceof EnrolmentDecision.Admitted) {
            metrics.enrolment(request.token().isPresent() ? "Enrolled" : "Resumed");
        }
        return decision;
    }

    private Optional<KnownAgent> known(MirrorSession session) {
        MirrorSessionStatus status = session.getStatus();
        AgentStatus agent = status == null ? null : status.agent();
        if (status == null || agent == null) {
            return Optional.empty();
        }
        String uid = session.getMetadata().getUid();
        // A key that was admitted a moment ago may not stand in the status yet; the token is used all the same.
        Optional<String> key =
                Optional.ofNullable(agent.publicKeyHash()).or(() -> links.get().admittedKey(uid, agent.generation()));
        boolean over = session.getMetadata().getDeletionTimestamp() != null || status.phase() == Phase.Expired;
        return Optional.of(new KnownAgent(
                agent.generation(), key, addresses(session.getMetadata().getNamespace(), agent), over));
    }

    private List<String> addresses(String namespace, AgentStatus agent) {
        return pods.get()
                .get(namespace, agent.pod())
                .filter(pod -> agent.podUid() == null
                        || agent.podUid().equals(pod.getMetadata().getUid()))
                .map(pod -> pod.getStatus() == null
                        ? List.<String>of()
                        : pod.getStatus().getPodIPs().stream().map(PodIP::getIp).toList())
                .orElse(List.of());
    }

    @Override
    public void refused(EnrolmentRequest request, EnrolmentDecision.Refused refusal) {
        metrics.enrolment(refusal.reason());
        if (refusal.suspicious()) {
            directory
                    .get(request.sessionUid())
                    .ifPresent(session -> announcer.suspicious(
                            session,
                            refusal.reason(),
                            "somebody at " + request.address() + " tried to enrol as agent " + request.generation()
                                    + ": " + refusal.message()));
        }
    }
}
