package dev.periscope.agent.control;

import dev.periscope.control.AgentMessage;
import dev.periscope.control.OperatorMessage;
import java.util.Optional;

/** What the control channel tells the agent, on the agent's event loop. */
public interface ControlListener {

    /**
     * The channel is up: what to say first.
     *
     * @param localAddress the address it leaves from, which is the pod's
     * @return {@code enrol} or {@code resume}
     */
    AgentMessage greeting(Optional<String> localAddress);

    /** The operator said something. */
    void received(OperatorMessage message);

    /** No operator was reached for {@link ControlTiming#giveUpAfter}; dialling has ended. */
    void gaveUp(String lastFailure);
}
