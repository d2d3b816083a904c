package dev.periscope.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.periscope.crds.schema.Shape;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is so. Only the operator writes it, as a whole, by server-side apply.
 *
 * @param observedGeneration the session's generation this was said of
 * @param phase the state in one word
 * @param conditions what holds and what does not, with the next step
 * @param owner who created the session, if admission stamped it
 * @param target the pod and container the session lives in
 * @param agent the current agent
 * @param endpoints where clients reach the session, best first; clients race them
 * @param serverName the SNI that leads to this session
 * @param filter the filter in force
 * @param policies names of the policies that apply, cluster-wide ones first
 * @param expiresAt when the session ends at the latest, RFC 3339
 * @param lastActivity when a client was last seen attached, RFC 3339, exact to half a minute
 * @param clientsConnected how many clients are attached
 * @param clients what each client did, at most 5 s old
 */
@SchemaCustomizer(
        value = Shape.class,
        input = "conditions=map:type endpoints=atomic policies=atomic clients=map:name"
                + " expiresAt=date-time lastActivity=date-time")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MirrorSessionStatus(
        @JsonPropertyDescription("The session's generation this status was said of.") @Min(0) @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("The state in one word, for people.") @Nullable
        Phase phase,

        @JsonPropertyDescription("Accepted, TargetResolved, AgentReady, Published and Ready.") @Size(max = 16)
        List<Condition> conditions,

        @JsonPropertyDescription("Who created the session.") @Nullable
        Owner owner,

        @JsonPropertyDescription("The pod and container the session lives in.") @Nullable
        ResolvedTarget target,

        @JsonPropertyDescription("The current agent.") @Nullable
        AgentStatus agent,

        @JsonPropertyDescription("Where clients reach the session, best first.") @Size(max = 8)
        List<Endpoint> endpoints,

        @JsonPropertyDescription("The TLS server name that leads to this session.") @Size(max = 253) @Nullable
        String serverName,

        @JsonPropertyDescription("The filter in force.") @Nullable
        FilterStatus filter,

        @JsonPropertyDescription("Names of the policies that apply.") @Size(max = 64)
        List<@Size(max = 300) String> policies,

        @JsonPropertyDescription("When the session ends at the latest.") @Size(max = 64) @Nullable
        String expiresAt,

        @JsonPropertyDescription("When a client was last seen attached, exact to half a minute.")
        @Size(max = 64)
        @Nullable
        String lastActivity,

        @JsonPropertyDescription("How many clients are attached.") @Min(0) @Nullable
        Integer clientsConnected,

        @JsonPropertyDescription("What each client did, at most 5 s old.") @Size(max = 16)
        List<ClientStatus> clients) {

    /** A session the operator has not seen yet. */
    @SuppressWarnings("NullAway")
    public static final MirrorSessionStatus NONE =
            new MirrorSessionStatus(null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** Lists are never null. */
    @SuppressWarnings("NullAway") // Jackson passes null for what is absent
    public MirrorSessionStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        endpoints = endpoints == null ? List.of() : List.copyOf(endpoints);
        policies = policies == null ? List.of() : List.copyOf(policies);
        clients = clients == null ? List.of() : List.copyOf(clients);
    }

    /** @return the condition of that type, if it was ever said */
    public Optional<Condition> condition(ConditionType type) {
        return conditions.stream().filter(c -> c.type().equals(type.name())).findFirst();
    }

    /** @return whether that condition holds; false if it was never said */
    public boolean holds(ConditionType type) {
        return condition(type).filter(c -> c.status() == Condition.Truth.True).isPresent();
    }

    /** @return the hash of the current agent's public key, once it enrolled */
    public Optional<String> agentKeyHash() {
        return Optional.ofNullable(agent).map(AgentStatus::publicKeyHash);
    }
}
