package dev.periscope.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * The workload a session lives in, in the session's own namespace.
 *
 * @param kind what {@code name} names
 * @param name name of the workload
 * @param container the container; absent: the one of kubectl's default-container annotation, else the first
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Target(
        @JsonPropertyDescription("Kind of the workload.") @Required
        Kind kind,

        @JsonPropertyDescription("Name of the workload, in the session's namespace.")
        @Required
        @Size(min = 1, max = 253)
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        String name,

        @JsonPropertyDescription("The container. Absent: that of the annotation"
                + " kubectl.kubernetes.io/default-container, else the first that is not a side-car.")
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Nullable
        String container) {

    /** What may be targeted. */
    public enum Kind {
        Pod,
        Deployment,
        StatefulSet,
        DaemonSet,
        ReplicaSet,
        Job,
        CronJob,
        Service
    }

    /** @return {@code Deployment/orders} */
    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
