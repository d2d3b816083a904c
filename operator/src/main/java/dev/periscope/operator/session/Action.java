package dev.periscope.operator.session;

import dev.periscope.operator.agent.AgentPlan;
import dev.periscope.operator.control.LinkView;

/** What is to be done after a status was written. */
public sealed interface Action {

    /** Nothing. */
    record None() implements Action {}

    /** The target pod's head room has to be known for the decision; then decide again. */
    record MeasureHeadRoom() implements Action {}

    /** That agent is to exist; if the API server refuses it, decide again. */
    record Launch(AgentPlan plan) implements Action {}

    /** The connected agent is to have the session's current configuration. */
    record Configure(LinkView.Up link) implements Action {}

    /** The session is over: its agent is to end. */
    record End(String reason, String message) implements Action {}
}
