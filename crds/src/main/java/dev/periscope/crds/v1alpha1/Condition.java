package dev.periscope.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.periscope.crds.schema.Shape;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A condition as in {@code meta/v1}.
 *
 * @param type one of {@link ConditionType}; a text, so that an older reader can skip a newer condition
 * @param status whether it holds
 * @param observedGeneration the session's generation this was said of
 * @param lastTransitionTime when {@code status} last changed, RFC 3339
 * @param reason one of {@link Reasons}
 * @param message for people: what is so, and the next step
 */
@SchemaCustomizer(value = Shape.class, input = "lastTransitionTime=date-time")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Condition(
        @JsonPropertyDescription("Accepted, TargetResolved, AgentReady, Published or Ready.")
        @Required
        @Size(min = 1, max = 64)
        @Pattern("^[A-Za-z]+$")
        String type,

        @JsonPropertyDescription("Whether the condition holds.") @Required
        Truth status,

        @JsonPropertyDescription("The session's generation this was said of.") @Min(0)
        Long observedGeneration,

        @JsonPropertyDescription("When status last changed.") @Required @Size(max = 64)
        String lastTransitionTime,

        @JsonPropertyDescription("Why, in one CamelCase word for programs.")
        @Required
        @Size(min = 1, max = 128)
        @Pattern("^[A-Za-z]+$")
        String reason,

        @JsonPropertyDescription("Why, for people, with the next step.") @Required @Size(max = 4096)
        String message) {

    /** Whether a condition holds. */
    public enum Truth {
        True,
        False,
        Unknown
    }
}
