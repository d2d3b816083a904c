package dev.periscope.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/**
 * How the agent of a session runs.
 *
 * @param mode where it runs
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AgentTemplate(
        @JsonPropertyDescription("Where the agent runs: Ephemeral (an ephemeral container in the target pod),"
                + " Pod (a pod of its own beside the target), Auto (Ephemeral where it is safe, else Pod).")
        @Default("Auto")
        AgentMode mode) {

    /** The default. */
    public static final AgentTemplate AUTO = new AgentTemplate(AgentMode.Auto);

    /** Fills in the default. */
    @SuppressWarnings("NullAway") // Jackson passes null for what is absent
    public AgentTemplate {
        mode = mode == null ? AgentMode.Auto : mode;
    }
}
