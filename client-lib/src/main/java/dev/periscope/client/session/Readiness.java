package dev.periscope.client.session;

import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import dev.periscope.client.link.AgentCoordinates;
import dev.periscope.client.link.Endpoint;
import dev.periscope.crds.v1alpha1.Condition;
import dev.periscope.crds.v1alpha1.ConditionType;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import dev.periscope.crds.v1alpha1.Phase;
import dev.periscope.crds.v1alpha1.Reasons;
import dev.periscope.tunnel.key.KeyHash;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a session's status means for a client that wants in. */
public sealed interface Readiness {

    /** Clients can attach. */
    record Ready(AgentCoordinates agent) implements Readiness {}

    /** Not yet; the text says what is waited for. */
    record Waiting(String forWhat) implements Readiness {}

    /** It will not come to be without somebody's doing. */
    record Hopeless(Kind kind, String message) implements Readiness {
        /** The same as a failure to be thrown. */
        public SessionException fault() {
            return new SessionException(kind, message);
        }
    }

    /** Those that waiting does not mend, whatever the phase says. */
    Map<String, Kind> FINAL_REASONS = Map.of(
            Reasons.INVALID_FILTER, Kind.INVALID,
            Reasons.TARGET_NOT_FOUND, Kind.TARGET,
            Reasons.CONTAINER_NOT_FOUND, Kind.TARGET,
            Reasons.TARGET_NOT_SELECTABLE, Kind.TARGET,
            Reasons.TARGET_FORBIDDEN, Kind.TARGET,
            Reasons.IMAGE_PULL, Kind.IMAGE,
            Reasons.AGENT_FAILED, Kind.AGENT,
            Reasons.EXPIRED, Kind.SESSION_ENDED,
            Reasons.IDLE, Kind.SESSION_ENDED,
            Reasons.ENDING, Kind.SESSION_ENDED);

    /** Those that are final only once the operator has given up. */
    Map<String, Kind> FINAL_WHEN_GIVEN_UP = Map.of(
            Reasons.POD_SECURITY, Kind.REFUSED,
            Reasons.REFUSED, Kind.REFUSED,
            Reasons.START_DEADLINE, Kind.AGENT,
            Reasons.NO_READY_POD, Kind.TARGET_NOT_READY);

    Set<Phase> GIVEN_UP = Set.of(Phase.Denied, Phase.Failed, Phase.Expired);

    /** Reads the status. Pure. */
    static Readiness of(MirrorSession session) {
        if (session.getMetadata().getDeletionTimestamp() != null) {
            return new Hopeless(Kind.SESSION_ENDED, "Session " + name(session) + " is being deleted.");
        }
        MirrorSessionStatus status = session.getStatus();
        if (status == null || status.conditions().isEmpty()) {
            return new Waiting("the operator has not taken up session " + name(session)
                    + " yet; if this stays, see `kubectl -n periscope-system get pods`");
        }
        Optional<Condition> unmet = firstUnmet(status);
        boolean givenUp = status.phase() != null && GIVEN_UP.contains(status.phase());
        if (unmet.isPresent()) {
            Condition condition = unmet.get();
            Optional<Kind> hopeless = Optional.ofNullable(FINAL_REASONS.get(condition.reason()))
                    .filter(kind -> condition.status() == Condition.Truth.False)
                    .or(() -> givenUp
                            ? Optional.of(FINAL_WHEN_GIVEN_UP.getOrDefault(condition.reason(), Kind.AGENT))
                            : Optional.empty());
            return hopeless.<Readiness>map(kind ->
                            new Hopeless(kind, "Session " + name(session) + ": " + sentence(condition.message())))
                    .orElseGet(() -> new Waiting(waitingFor(condition)));
        }
        Optional<AgentCoordinates> agent = coordinates(status);
        return agent.<Readiness>map(Ready::new)
                .orElseGet(
                        () -> new Waiting("the operator has not published where session " + name(session) + " is yet"));
    }

    /** Where the current agent is, as far as it is published; ready or not. */
    static Optional<AgentCoordinates> coordinates(MirrorSessionStatus status) {
        String serverName = status.serverName();
        if (serverName == null || status.endpoints().isEmpty()) {
            return Optional.empty();
        }
        List<Endpoint> endpoints =
                status.endpoints().stream().map(Readiness::endpoint).toList();
        return status.agentKeyHash().map(KeyHash::new).map(hash -> new AgentCoordinates(hash, serverName, endpoints));
    }

    private static Endpoint endpoint(dev.periscope.crds.v1alpha1.Endpoint published) {
        return switch (published.type()) {
            case Gateway -> new Endpoint.Gateway(published.host(), published.port());
            case InCluster -> new Endpoint.InCluster(published.host(), published.port());
            case PortForward ->
                new Endpoint.PortForward(
                        Optional.ofNullable(published.namespace()).orElse("periscope-system"),
                        published.host(),
                        published.port());
        };
    }

    private static Optional<Condition> firstUnmet(MirrorSessionStatus status) {
        for (ConditionType type : ConditionType.values()) {
            Optional<Condition> condition = status.condition(type);
            if (condition.isPresent() && condition.get().status() != Condition.Truth.True) {
                return condition;
            }
        }
        return Optional.empty();
    }

    private static String waitingFor(Condition condition) {
        String message = condition.message().strip();
        return message.isEmpty() ? condition.type() + " (" + condition.reason() + ")" : message;
    }

    private static String name(MirrorSession session) {
        return session.getMetadata().getName();
    }

    private static String sentence(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".") ? stripped : stripped + ".";
    }
}
