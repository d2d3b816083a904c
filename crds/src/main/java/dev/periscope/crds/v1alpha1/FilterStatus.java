package dev.periscope.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * The filter in force; hashes are those of section 7 of its specification.
 *
 * @param hash hash of the filter that the operator compiled from the spec
 * @param agentHash hash of the filter the agent last acknowledged
 * @param entries number of entries after duplicates were dropped
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record FilterStatus(
        @JsonPropertyDescription("Hash of the filter that this spec and its policies make.") @Size(max = 64)
        String hash,

        @JsonPropertyDescription("Hash of the filter that the agent has in force.") @Size(max = 64) @Nullable
        String agentHash,

        @JsonPropertyDescription("Number of entries, duplicates dropped.") @Min(0)
        int entries) {}
