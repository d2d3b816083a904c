package dev.periscope.operator.session;

import dev.periscope.operator.agent.RunAs;

/** Why a session needs another agent. */
sealed interface AgentCause {

    /** It has none yet. */
    record First() implements AgentCause {}

    /** The pod of the last one is not the session's any more. */
    record TargetMoved() implements AgentCause {}

    /** The last one ended, or was lost, without a lesson in it. */
    record Replacement() implements AgentCause {}

    /** The last one taught that the target pod is no place for agents. */
    record GoElsewhere(String because) implements AgentCause {}

    /** The last one reported ids of the target's process that differ from its own. */
    record Correction(RunAs ids) implements AgentCause {}
}
