package dev.periscope.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.periscope.crds.schema.Shape;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * The entries of an outgoing filter as their author wrote them, in his order. The schema bounds them; the operator
 * compiles them and refuses what is no entry.
 *
 * @param local resolved and accessed on the developer's machine
 * @param remote resolved and accessed from the target
 * @param deny nowhere: the call fails at once
 */
@SchemaCustomizer(value = Shape.class, input = "local=atomic remote=atomic deny=atomic")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record FilterEntries(
        @JsonPropertyDescription("Resolved and accessed on the developer's machine.") @Size(max = 128)
        List<@Size(min = 1, max = 300) String> local,

        @JsonPropertyDescription("Resolved and accessed from the target.") @Size(max = 128)
        List<@Size(min = 1, max = 300) String> remote,

        @JsonPropertyDescription("Nowhere: the call fails at once.") @Size(max = 128)
        List<@Size(min = 1, max = 300) String> deny) {

    /** No entries. */
    public static final FilterEntries NONE = new FilterEntries(List.of(), List.of(), List.of());

    /** Fills in defaults for absent parts. */
    @SuppressWarnings("NullAway") // Jackson passes null for what is absent
    public FilterEntries {
        local = local == null ? List.of() : List.copyOf(local);
        remote = remote == null ? List.of() : List.copyOf(remote);
        deny = deny == null ? List.of() : List.copyOf(deny);
    }
}
