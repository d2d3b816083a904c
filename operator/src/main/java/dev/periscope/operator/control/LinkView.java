package dev.periscope.operator.control;

import dev.periscope.control.AgentMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the operator knows of a session's control channel at one moment. */
public sealed interface LinkView {

    /** No agent is connected; {@code since} is the operator's start if none was since. */
    record Down(Instant since) implements LinkView {}

    /**
     * An agent is connected and admitted.
     *
     * @param generation its number
     * @param keyHash hash of its key
     * @param facts what it found where it runs
     * @param configured its last acknowledgement on this connection
     * @param sentRevision the last revision it was sent; 0 if none
     * @param gateways where it is registered, if it said so on this connection
     * @param counters its last totals, if it said any on this connection
     */
    record Up(
            int generation,
            String keyHash,
            AgentMessage.Facts facts,
            Optional<AgentMessage.Configured> configured,
            long sentRevision,
            Optional<List<String>> gateways,
            Optional<AgentMessage.Counters> counters)
            implements LinkView {

        /** @return whether the agent has the last configuration in force that it was sent */
        public boolean isConfigured() {
            return sentRevision > 0
                    && configured.filter(c -> c.revision() == sentRevision).isPresent();
        }
    }
}
