package dev.periscope.operator.status;

import dev.periscope.crds.v1alpha1.Condition;
import dev.periscope.crds.v1alpha1.ConditionType;
import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import java.util.Optional;

/**
 * An Event worth telling.
 *
 * @param warning whether somebody should look
 * @param reason in CamelCase
 * @param message for people
 */
public record Announcement(boolean warning, String reason, String message) {

    /** @return what the step from one status to the next is worth: Ready flipped, or it fails for another reason */
    public static Optional<Announcement> of(MirrorSessionStatus before, MirrorSessionStatus after) {
        Optional<Condition> was = before.condition(ConditionType.Ready);
        return after.condition(ConditionType.Ready)
                .filter(is -> was.map(w -> !w.reason().equals(is.reason()) || w.status() != is.status())
                        .orElse(true))
                .map(is -> new Announcement(concerns(after), is.reason(), is.message()));
    }

    private static boolean concerns(MirrorSessionStatus after) {
        return after.phase() != null
                && switch (after.phase()) {
                    case Denied, Failed -> true;
                    case Pending, Starting, Ready, Reconnecting, Expired -> false;
                };
    }
}
