package dev.periscope.agent;

/** How the agent's process ends; part of its contract with the operator. */
public enum ExitStatus {
    /** The session ended. */
    ENDED(0, "Ended"),
    /** The container was told to stop, or another agent took over: the session may go on elsewhere. */
    STOPPED(0, "Stopped"),
    /** The operator refused this agent. */
    REFUSED(3, "Refused"),
    /** No operator was reached for ten minutes. */
    OPERATOR_LOST(4, "OperatorLost"),
    /** The agent cannot work: its environment, its natives, its configuration, or a fault of its own. */
    FAILED(5, "Failed"),
    /** The target's memory limit was too near. */
    HEAD_ROOM(6, "HeadRoom");

    private final int code;
    private final String reason;

    ExitStatus(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    public int code() {
        return code;
    }

    /** @return the reason as {@code leaving} and the termination log carry it */
    public String reason() {
        return reason;
    }
}
