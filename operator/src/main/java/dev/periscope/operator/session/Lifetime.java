package dev.periscope.operator.session;

import dev.periscope.crds.v1alpha1.Condition;
import dev.periscope.crds.v1alpha1.ConditionType;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import dev.periscope.crds.v1alpha1.Phase;
import dev.periscope.crds.v1alpha1.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a session still has.
 *
 * @param expiresAt when it ends at the latest
 * @param over why it is over, if it is
 * @param left until it may next be over
 */
record Lifetime(Instant expiresAt, Optional<Over> over, Duration left) {

    /** Why a session is over: a reason, and a message for people. */
    record Over(String reason, String message) {}

    static Lifetime of(MirrorSession session, MirrorSessionStatus before, Instant now) {
        Instant created = Instant.parse(session.getMetadata().getCreationTimestamp());
        Instant expiresAt = created.plus(session.getSpec().timeToLive());
        Optional<Instant> idleAt = session.getSpec()
                .idleLimit()
                .flatMap(limit -> quietSince(before).map(since -> since.plus(limit)));
        Duration left = Duration.between(now, idleAt.filter(expiresAt::isAfter).orElse(expiresAt));
        return new Lifetime(expiresAt, over(session, before, expiresAt, idleAt.orElse(null), now), left);
    }

    private static Optional<Over> over(
            MirrorSession session,
            MirrorSessionStatus before,
            Instant expiresAt,
            @Nullable Instant idleAt,
            Instant now) {
        String again = "; delete it and create it anew to go on";
        if (before.phase() == Phase.Expired) {
            return before.condition(ConditionType.Ready).map(c -> new Over(c.reason(), c.message()));
        }
        if (!now.isBefore(expiresAt)) {
            return Optional.of(new Over(
                    Reasons.EXPIRED,
                    "the session lived for its ttl of " + session.getSpec().ttl() + ", until " + expiresAt + again));
        }
        if (idleAt != null && !now.isBefore(idleAt)) {
            return Optional.of(new Over(
                    Reasons.IDLE,
                    "no client was attached for the idleTimeout of "
                            + session.getSpec().idleTimeout() + again));
        }
        return Optional.empty();
    }

    /** Idle time runs from the last client's leaving, or from the moment clients could attach. */
    private static Optional<Instant> quietSince(MirrorSessionStatus before) {
        Integer connected = before.clientsConnected();
        if (connected != null && connected > 0) {
            return Optional.empty();
        }
        Optional<Instant> ready = before.condition(ConditionType.Ready)
                .filter(c -> c.status() == Condition.Truth.True)
                .map(c -> Instant.parse(c.lastTransitionTime()));
        Optional<Instant> active = Optional.ofNullable(before.lastActivity()).map(Instant::parse);
        return ready.map(since -> active.filter(since::isBefore).orElse(since));
    }
}
