package dev.periscope.operator.status;

import dev.periscope.crds.v1alpha1.Condition;
import dev.periscope.crds.v1alpha1.Condition.Truth;
import dev.periscope.crds.v1alpha1.ConditionType;
import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The conditions of one status in the making. Begins with what was said before; a time of transition moves only when a
 * status flips. Not thread-safe.
 */
public final class Conditions {

    private static final int LONGEST_MESSAGE = 4096;

    private final Map<ConditionType, Condition> byType = new EnumMap<>(ConditionType.class);
    private final long generation;
    private final String now;

    /** Begins with the conditions of that status. */
    public Conditions(MirrorSessionStatus before, long generation, Instant now) {
        for (ConditionType type : ConditionType.values()) {
            before.condition(type).ifPresent(condition -> byType.put(type, condition));
        }
        this.generation = generation;
        this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Says that a condition holds. */
    public void holds(ConditionType type, String reason, String message) {
        say(type, Truth.True, reason, message);
    }

    /** Says that a condition does not hold. */
    public void fails(ConditionType type, String reason, String message) {
        say(type, Truth.False, reason, message);
    }

    /** Says of this generation what was said before; what was never said is unknown. */
    public void keep(ConditionType type) {
        Condition before = byType.get(type);
        if (before == null) {
            say(type, Truth.Unknown, "Unknown", "not looked at yet");
        } else {
            say(type, before.status(), before.reason(), before.message());
        }
    }

    private void say(ConditionType type, Truth status, String reason, String message) {
        String since = Optional.ofNullable(byType.get(type))
                .filter(before -> before.status() == status)
                .map(Condition::lastTransitionTime)
                .orElse(now);
        String cut = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…";
        byType.put(type, new Condition(type.name(), status, generation, since, reason, cut));
    }

    /** @return the first condition but Ready that does not hold, in their order */
    public Optional<Condition> firstObstacle() {
        return byType.values().stream()
                .filter(condition -> !condition.type().equals(ConditionType.Ready.name()))
                .filter(condition -> condition.status() != Truth.True)
                .findFirst();
    }

    /** @return the conditions in their order */
    public List<Condition> toList() {
        return new ArrayList<>(byType.values());
    }
}
