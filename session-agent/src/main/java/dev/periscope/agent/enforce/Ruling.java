package dev.periscope.agent.enforce;

/** Whether the agent does what a client asks for. */
public sealed interface Ruling {

    /** It does. */
    record Allowed() implements Ruling {}

    /**
     * It does not.
     *
     * @param rule side, entry and source of the decision, in one line
     * @param denied whether the filter says Deny, rather than that the client should have stayed on its machine
     */
    record Refused(String rule, boolean denied) implements Ruling {}
}
