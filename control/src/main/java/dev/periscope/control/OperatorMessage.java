package dev.periscope.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the operator tells an agent; the form is that of {@link AgentMessage}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(OperatorMessage.Configure.class),
    @JsonSubTypes.Type(OperatorMessage.Refuse.class),
    @JsonSubTypes.Type(OperatorMessage.End.class),
})
public sealed interface OperatorMessage {

    /**
     * The whole configuration; each one replaces the one before.
     *
     * @param revision grows with every change; acknowledged by {@link AgentMessage.Configured}
     * @param namespace namespace of the session, for logs and messages
     * @param session name of the session, for logs and messages
     * @param serverName the SNI under which clients reach this session
     * @param outgoing the session's filter as its author wrote it
     * @param policies what policies add, in order of name
     * @param clients who may attach
     * @param gateways where to register
     * @param environment what of the workload's environment clients may have
     * @param limits bounds the agent enforces
     */
    @JsonTypeName("configure")
    record Configure(
            long revision,
            String namespace,
            String session,
            String serverName,
            Outgoing outgoing,
            List<Policy> policies,
            List<Client> clients,
            List<Gateway> gateways,
            Environment environment,
            Limits limits)
            implements OperatorMessage {
        public Configure {
            policies = List.copyOf(policies);
            clients = List.copyOf(clients);
            gateways = List.copyOf(gateways);
        }
    }

    /** The agent may not serve: it writes the message to its termination log and exits with status 3. */
    @JsonTypeName("refuse")
    record Refuse(String reason, String message) implements OperatorMessage {}

    /** The session ended: close all streams and exit with status 0 within 5 s. */
    @JsonTypeName("end")
    record End(String reason, String message) implements OperatorMessage {

        /** The reason of an end that is not the session's: another agent serves it now, and clients go on with that one. */
        public static final String SUPERSEDED = "Superseded";

        /** Whether the session ended with it, so that clients need not look for another agent. */
        public boolean endsSession() {
            return !reason.equals(SUPERSEDED);
        }
    }

    /** {@code spec.outgoing} of a session: section 1 of the filter's specification. */
    record Outgoing(
            List<String> local,
            List<String> remote,
            List<String> deny,
            Optional<String> defaultSide,
            Map<String, String> redirect,
            String unresolvedLocal,
            String onChange) {
        public Outgoing {
            local = List.copyOf(local);
            remote = List.copyOf(remote);
            deny = List.copyOf(deny);
            redirect = Map.copyOf(redirect);
        }
    }

    /** The outgoing part of a policy. An absent {@code remote} list allows every destination. */
    record Policy(String name, boolean clusterWide, List<String> deny, List<String> mustBeLocal, List<String> remote) {
        public Policy {
            deny = List.copyOf(deny);
            mustBeLocal = List.copyOf(mustBeLocal);
            remote = List.copyOf(remote);
        }
    }

    /** A client that may attach: its key is the base64 DER SubjectPublicKeyInfo of {@code spec.clients}. */
    record Client(String name, String publicKey) {}

    /** A gateway's agent port, and the hash of its key: lower-case hex SHA-256 of its SubjectPublicKeyInfo. */
    record Gateway(String host, int port, String keyHash) {}

    /**
     * What of the workload's environment clients may have.
     *
     * @param source where it is to be taken from; with {@code Process} the agent falls back to {@code values} and says so
     * @param include globs ({@code *}, {@code ?}); empty means all
     * @param exclude globs; they win over {@code include}
     * @param withheld exact names that are never given, such as those backed by a Secret the owner may not read
     * @param values the environment as the pod's specification tells it, without what is withheld
     */
    record Environment(
            AgentMessage.EnvironmentSource source,
            List<String> include,
            List<String> exclude,
            List<String> withheld,
            Map<String, String> values) {
        public Environment {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
            withheld = List.copyOf(withheld);
            values = Map.copyOf(values);
        }

        @Override
        public String toString() {
            return "Environment[source=" + source + ", " + values.size() + " values]";
        }
    }

    /**
     * Bounds the agent enforces.
     *
     * @param connections open streams per client
     * @param memoryBytes buffered bytes per link
     * @param minimumHeadRoomBytes a tied agent leaves when less is left in the target's cgroup; 0 switches that off
     */
    record Limits(int connections, long memoryBytes, long minimumHeadRoomBytes) {}
}
