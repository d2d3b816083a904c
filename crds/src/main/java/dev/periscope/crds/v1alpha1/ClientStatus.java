package dev.periscope.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * What one client did since the agent's start.
 *
 * @param name its name in {@code spec.clients}
 * @param connected whether it is attached
 * @param flows open flows
 * @param bytesIn bytes towards the client
 * @param bytesOut bytes from the client
 * @param denied flows that were denied
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ClientStatus(
        @JsonPropertyDescription("The client's name in spec.clients.") @Required @Size(min = 1, max = 63)
        String name,

        @JsonPropertyDescription("Whether the client is attached.")
        boolean connected,

        @JsonPropertyDescription("Open flows.") @Min(0) int flows,

        @JsonPropertyDescription("Bytes towards the client.") @Min(0)
        long bytesIn,

        @JsonPropertyDescription("Bytes from the client.") @Min(0)
        long bytesOut,

        @JsonPropertyDescription("Flows that were denied.") @Min(0)
        long denied) {}
