package dev.periscope.operator.session;

import dev.periscope.control.AgentMessage;
import dev.periscope.operator.agent.AgentSighting;
import dev.periscope.operator.agent.HeadRoom;
import dev.periscope.operator.agent.Refusal;
import dev.periscope.operator.control.LinkView;
import dev.periscope.operator.target.TargetResolution;
import java.util.Optional;

/**
 * Everything a decision about a session looks at, besides the session itself.
 *
 * @param filter what the filter's compiler says
 * @param target what the target came to
 * @param agent what the cluster shows of the current agent
 * @param link what the control channel says
 * @param leaving why the current agent said it leaves, if it did
 * @param headRoom what is left in the target pod, if it was measured
 * @param refusal the API server's No to the current agent, if it said one just now
 * @param countersDue whether counters may be written again
 * @param agentPodUid UID of the pod the agent runs in, if it is there
 * @param environmentComplete whether all names that come from Secrets are known
 */
public record Observation(
        FilterCheck filter,
        TargetResolution target,
        AgentSighting agent,
        LinkView link,
        Optional<AgentMessage.Leaving> leaving,
        Optional<HeadRoom> headRoom,
        Optional<Refusal> refusal,
        boolean countersDue,
        Optional<String> agentPodUid,
        boolean environmentComplete) {

    /** @return the same after head room was measured */
    public Observation with(HeadRoom measured) {
        return new Observation(
                filter,
                target,
                agent,
                link,
                leaving,
                Optional.of(measured),
                refusal,
                countersDue,
                agentPodUid,
                environmentComplete);
    }

    /** @return the same after the API server refused the current agent */
    public Observation with(Refusal refused) {
        return new Observation(
                filter,
                target,
                agent,
                link,
                leaving,
                headRoom,
                Optional.of(refused),
                countersDue,
                agentPodUid,
                environmentComplete);
    }
}
