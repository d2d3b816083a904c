package dev.periscope.operator.control;

import dev.periscope.operator.enrolment.EnrolmentDecision;
import dev.periscope.operator.enrolment.EnrolmentRequest;

/** Decides about agents that dial in. Called on an event loop: it must not block. */
public interface Enroller {

    /** @return the decision, from what is known at this moment */
    EnrolmentDecision decide(EnrolmentRequest request);

    /** Takes note of a refusal. */
    void refused(EnrolmentRequest request, EnrolmentDecision.Refused refusal);
}
