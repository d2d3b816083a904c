package dev.periscope.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.periscope.crds.schema.Shape;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * The current agent of a session. It is written before the agent is created, so that an operator that dies in between
 * finds its intention here.
 *
 * @param name name of the ephemeral container or of the agent's pod
 * @param mode where it runs, never {@code Auto}
 * @param because why a session of mode Auto, or one that asked for something else, got this mode; absent when as asked
 * @param generation the agent's number within its session, from 1
 * @param pod name of the pod it runs in: the target's, or its own
 * @param podUid UID of that pod, once known
 * @param publicKeyHash lower-case hex SHA-256 of its SubjectPublicKeyInfo, once it enrolled
 * @param image its image
 * @param startedAt when it was asked for, RFC 3339
 * @param memory resident bytes it last reported
 * @param tied whether it lives in the target container's process namespace, and so as long as its process
 * @param runAsUser the user id it was given; absent: the image's
 * @param runAsGroup the group id it was given; absent: the image's
 * @param identityCorrected whether it replaces one that had other ids than the target's process
 * @param environment where the workload's environment comes from: {@code Process} or {@code PodSpec}
 * @param failures how many agents ended in a row without the session having been ready
 */
@SchemaCustomizer(value = Shape.class, input = "startedAt=date-time")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AgentStatus(
        @JsonPropertyDescription("Name of the ephemeral container, or of the agent's own pod.") @Size(max = 253)
        String name,

        @JsonPropertyDescription("Where the agent runs: Ephemeral or Pod.")
        AgentMode mode,

        @JsonPropertyDescription("Why the operator chose this mode, as a reason; absent when it is the one asked for.")
        @Size(max = 128)
        @Nullable
        String because,

        @JsonPropertyDescription("The agent's number within its session, from 1.") @Min(1)
        int generation,

        @JsonPropertyDescription("Name of the pod the agent runs in.") @Size(max = 253)
        String pod,

        @JsonPropertyDescription("UID of the pod the agent runs in.") @Size(max = 64) @Nullable
        String podUid,

        @JsonPropertyDescription("Lower-case hex SHA-256 of the agent's SubjectPublicKeyInfo, which clients check.")
        @Size(max = 64)
        @Pattern("^[0-9a-f]{64}$")
        @Nullable
        String publicKeyHash,

        @JsonPropertyDescription("The agent's image.") @Size(max = 512)
        String image,

        @JsonPropertyDescription("When the agent was asked for.") @Size(max = 64)
        String startedAt,

        @JsonPropertyDescription("Resident bytes the agent last reported.") @Min(0) @Nullable
        Long memory,

        @JsonPropertyDescription("Whether the agent lives in the target container's process namespace.") @Nullable
        Boolean tied,

        @JsonPropertyDescription("User id the agent was given.") @Min(0) @Nullable
        Long runAsUser,

        @JsonPropertyDescription("Group id the agent was given.") @Min(0) @Nullable
        Long runAsGroup,

        @JsonPropertyDescription("Whether the agent replaces one that had other ids than the target's process.")
        @Nullable
        Boolean identityCorrected,

        @JsonPropertyDescription("Where the workload's environment comes from: Process or PodSpec.")
        @Size(max = 32)
        @Nullable
        String environment,

        @JsonPropertyDescription("How many agents ended in a row without the session having been ready.")
        @Min(0)
        @Max(1000)
        @Nullable
        Integer failures) {}
