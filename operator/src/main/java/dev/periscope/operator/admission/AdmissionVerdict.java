package dev.periscope.operator.admission;

import dev.periscope.operator.owner.OwnerStamp;
import java.util.List;

/** What admission says to a request. */
sealed interface AdmissionVerdict {

    /**
     * It may go on with these changes.
     *
     * @param changes to the object, in order
     * @param warnings shown to the user by his client
     */
    record Allowed(List<AnnotationChange> changes, List<String> warnings) implements AdmissionVerdict {
        public Allowed {
            changes = List.copyOf(changes);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * It may not.
     *
     * @param code HTTP status
     * @param reason a StatusReason of the Kubernetes API
     * @param message which field, what was expected, what to do
     */
    record Refused(int code, String reason, String message) implements AdmissionVerdict {}

    /**
     * It may go on if that user may administer the session.
     *
     * @param user who is not the owner
     * @param then what holds if he may
     * @param otherwise what holds if he may not
     */
    record ForAdministrators(OwnerStamp user, Allowed then, Refused otherwise) implements AdmissionVerdict {}
}
