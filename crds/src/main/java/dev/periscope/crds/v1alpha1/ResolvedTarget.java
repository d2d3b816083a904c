package dev.periscope.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * The pod and container a session lives in.
 *
 * @param pod name of the pod
 * @param uid UID of the pod
 * @param node name of its node
 * @param container name of the container
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ResolvedTarget(
        @JsonPropertyDescription("Name of the pod.") @Size(max = 253)
        String pod,

        @JsonPropertyDescription("UID of the pod.") @Size(max = 64)
        String uid,

        @JsonPropertyDescription("Name of the pod's node.") @Size(max = 253) @Nullable
        String node,

        @JsonPropertyDescription("Name of the container.") @Size(max = 63)
        String container) {}
