package dev.periscope.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an agent tells the operator, one JSON object per WebSocket text message, told apart by its field {@code type}.
 * Fields a reader does not know are ignored, so that either side may be one minor version newer.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(AgentMessage.Enrol.class),
    @JsonSubTypes.Type(AgentMessage.Resume.class),
    @JsonSubTypes.Type(AgentMessage.Configured.class),
    @JsonSubTypes.Type(AgentMessage.Registered.class),
    @JsonSubTypes.Type(AgentMessage.Counters.class),
    @JsonSubTypes.Type(AgentMessage.Leaving.class),
})
public sealed interface AgentMessage {

    /**
     * The first message of a new agent. Its public key is the one of its TLS client certificate.
     *
     * @param sessionUid UID of the {@code MirrorSession}
     * @param generation the agent's number within its session, from 1
     * @param token the one-time token from the agent's environment
     * @param version the agent's protocol version, {@code major.minor}
     * @param facts what the agent found where it runs
     */
    @JsonTypeName("enrol")
    record Enrol(String sessionUid, int generation, String token, String version, Facts facts)
            implements AgentMessage {}

    /** The first message of an agent that was enrolled before and dials again; its TLS key is its proof. */
    @JsonTypeName("resume")
    record Resume(String sessionUid, int generation, String version, Facts facts) implements AgentMessage {}

    /** The configuration of that revision is in force. {@code filterHash} is section 7 of the filter's specification. */
    @JsonTypeName("configured")
    record Configured(long revision, String filterHash) implements AgentMessage {}

    /** The gateways that accepted this agent, by host name. Sent whenever the set changes. */
    @JsonTypeName("registered")
    record Registered(List<String> gateways) implements AgentMessage {
        public Registered {
            gateways = List.copyOf(gateways);
        }
    }

    /**
     * Running totals since the agent's start, sent at most every 5 s and only when something changed.
     *
     * @param memoryBytes resident memory of the agent
     */
    @JsonTypeName("counters")
    record Counters(List<ClientCounters> clients, long memoryBytes) implements AgentMessage {
        public Counters {
            clients = List.copyOf(clients);
        }
    }

    /**
     * The agent ends itself, and why: {@code HeadRoom}, {@code Ended}, {@code Stopped},
     * {@code Refused}, {@code OperatorLost} or {@code Failed}.
     */
    @JsonTypeName("leaving")
    record Leaving(String reason, String message) implements AgentMessage {}

    /** Totals of one client, by its name in {@code spec.clients}. */
    record ClientCounters(
            String name, boolean connected, int flows, long totalFlows, long bytesIn, long bytesOut, long denied) {}

    /**
     * What the agent found where it runs.
     *
     * @param podAddress the address its connections leave from, absent when unknown
     * @param environment whether the target process' environment could be read, or why not
     * @param uid the agent's user id
     * @param gid the agent's group id
     * @param targetUid the target process' user id, if its status could be read
     * @param targetGid the target process' group id, if its status could be read
     * @param headRoomBytes memory left in the target's cgroup, absent without a limit or when not readable
     * @param tls {@code BoringSSL} or {@code JDK}
     */
    record Facts(
            Optional<String> podAddress,
            EnvironmentSource environment,
            int uid,
            int gid,
            Optional<Integer> targetUid,
            Optional<Integer> targetGid,
            Optional<Long> headRoomBytes,
            String tls,
            Map<String, String> notes) {
        public Facts {
            notes = Map.copyOf(notes);
        }
    }

    /** Where the workload's environment comes from. */
    enum EnvironmentSource {
        /** The target process' own environment, read from the process. */
        Process,
        /** The pod's specification, sent by the operator. */
        PodSpec
    }
}
