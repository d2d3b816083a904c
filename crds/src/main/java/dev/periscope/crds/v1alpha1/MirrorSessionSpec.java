package dev.periscope.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.periscope.crds.schema.Shape;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session's author wants. Absent parts take the defaults that the API server would fill in, so that a spec read
 * from a file and one read from the cluster are equal.
 *
 * @param target the workload to live in; absent for a targetless session, whose agent is a pod of its own
 * @param outgoing where outgoing connections and names go
 * @param env what of the workload's environment clients may have
 * @param agent how the agent runs
 * @param clients who may attach, up to 16
 * @param ttl how long the session lives from its creation, 1m to 168h
 * @param idleTimeout the session ends when no client was attached for so long; absent: never
 */
@ValidationRule(
        value = "has(self.target) == has(oldSelf.target) && (!has(self.target) || self.target == oldSelf.target)",
        message = "target is immutable: delete the session and create another",
        reason = "FieldValueForbidden",
        fieldPath = ".target")
@ValidationRule(
        value = "self.agent.mode == oldSelf.agent.mode",
        message = "agent.mode is immutable: delete the session and create another",
        reason = "FieldValueForbidden",
        fieldPath = ".agent.mode")
@ValidationRule(
        value = "has(self.target) || self.agent.mode != 'Ephemeral'",
        message = "a targetless session has no pod for an ephemeral container: use Auto or Pod, or name a target",
        reason = "FieldValueInvalid",
        fieldPath = ".agent.mode")
@ValidationRule(
        value = "duration(self.ttl) >= duration('1m') && duration(self.ttl) <= duration('168h')",
        messageExpression = "'ttl must be 1m to 168h, was ' + self.ttl",
        reason = "FieldValueInvalid",
        fieldPath = ".ttl")
@ValidationRule(
        value = "!has(self.idleTimeout) || duration(self.idleTimeout) >= duration('1m')"
                + " && duration(self.idleTimeout) <= duration(self.ttl)",
        messageExpression = "'idleTimeout must be 1m to ttl (' + self.ttl + '), was ' + self.idleTimeout",
        reason = "FieldValueInvalid",
        fieldPath = ".idleTimeout")
@ValidationRule(
        value = "!has(self.clients) || self.clients.all(a, self.clients.exists_one(b, b.publicKey == a.publicKey))",
        message = "two clients share one key: each machine makes a key of its own",
        reason = "FieldValueInvalid",
        fieldPath = ".clients")
@SchemaCustomizer(value = Shape.class, input = "clients=map:name")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MirrorSessionSpec(
        @JsonPropertyDescription(
                "The workload to live in. Absent: a targetless session, whose agent is a pod of its own. Immutable.")
        @Nullable
        Target target,

        @JsonPropertyDescription("Where outgoing connections and names go. Absent: everything is Remote.")
        @Default("{}")
        Outgoing outgoing,

        @JsonPropertyDescription("What of the workload's environment clients may have.") @Default("{}")
        EnvironmentSelection env,

        @JsonPropertyDescription("How the agent runs. Immutable.") @Default("{}")
        AgentTemplate agent,

        @JsonPropertyDescription("Who may attach: up to 16 clients, each by its public key.") @Size(max = 16)
        List<Client> clients,

        @JsonPropertyDescription("How long the session lives from its creation, 1m to 168h, such as 1h30m.")
        @Size(max = 16)
        @Pattern(MirrorSessionSpec.DURATION)
        @Default("8h")
        String ttl,

        @JsonPropertyDescription(
                "The session ends when no client was attached for so long, 1m to ttl. Absent: it does not.")
        @Size(max = 16)
        @Pattern(MirrorSessionSpec.DURATION)
        @Nullable
        String idleTimeout) {

    static final String DURATION = "^([0-9]{1,5}(h|m|s)){1,3}$";

    /** Time to live where the author gave none. */
    public static final String DEFAULT_TTL = "8h";

    /** Fills in defaults for absent parts. */
    @SuppressWarnings("NullAway") // Jackson passes null for what is absent
    public MirrorSessionSpec {
        outgoing = outgoing == null ? Outgoing.NONE : outgoing;
        env = env == null ? EnvironmentSelection.ALL : env;
        agent = agent == null ? AgentTemplate.AUTO : agent;
        clients = clients == null ? List.of() : List.copyOf(clients);
        ttl = ttl == null ? DEFAULT_TTL : ttl;
    }

    /** @return {@link #ttl} as a duration */
    public Duration timeToLive() {
        return GoDuration.parse(ttl);
    }

    /** @return {@link #idleTimeout} as a duration, empty if the session may idle */
    public Optional<Duration> idleLimit() {
        return Optional.ofNullable(idleTimeout).map(GoDuration::parse);
    }
}
