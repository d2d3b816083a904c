package dev.periscope.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * A way to the session's gateway. Whatever the way, the TLS inside goes to the agent, by the status' server name.
 *
 * @param type how to get there
 * @param host a name or address; for {@code PortForward} the name of the gateway's pod
 * @param port TCP port
 * @param namespace for {@code PortForward}, the namespace of that pod
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Endpoint(
        @JsonPropertyDescription("How to get there: Gateway (an address outside of the cluster), InCluster"
                + " (a Service name), PortForward (a pod, through the API server).")
        @Required
        Type type,

        @JsonPropertyDescription("A name or address; for PortForward the name of the gateway's pod.")
        @Required
        @Size(min = 1, max = 253)
        String host,

        @JsonPropertyDescription("TCP port.") @Required @Min(1) @Max(65535)
        int port,

        @JsonPropertyDescription("For PortForward, the namespace of the pod.") @Size(max = 63) @Nullable
        String namespace) {

    /** How a client gets to the gateway. */
    public enum Type {
        /** An address that is reachable from outside of the cluster. */
        Gateway,
        /** A Service name, for clients inside. */
        InCluster,
        /** A pod, through the API server's port-forward. */
        PortForward
    }
}
