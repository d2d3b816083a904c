package dev.periscope.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * What of the workload's environment clients may have, as globs ({@code *}, {@code ?}).
 *
 * @param include names to give; empty: all
 * @param exclude names to leave out; they win over {@code include}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EnvironmentSelection(
        @JsonPropertyDescription("Names to give, as globs. Absent: all but a built-in list (PATH, HOME, JAVA_HOME, …).")
        @Size(max = 64)
        List<@Size(min = 1, max = 253) String> include,

        @JsonPropertyDescription("Names to leave out, as globs; they win over include.") @Size(max = 64)
        List<@Size(min = 1, max = 253) String> exclude) {

    /** Everything but the built-in exclusions. */
    public static final EnvironmentSelection ALL = new EnvironmentSelection(List.of(), List.of());

    /** Fills in defaults for absent parts. */
    @SuppressWarnings("NullAway") // Jackson passes null for what is absent
    public EnvironmentSelection {
        include = include == null ? List.of() : List.copyOf(include);
        exclude = exclude == null ? List.of() : List.copyOf(exclude);
    }
}
