package dev.periscope.operator.session;

import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * The outcome for a session: what to say, then what to do, and when to look again without an event.
 *
 * @param status the status that is to stand; written only if it differs, and before the action
 * @param action what to do
 * @param lookAgain after that time at the latest
 */
public record Decision(MirrorSessionStatus status, Action action, Optional<Duration> lookAgain) {}
