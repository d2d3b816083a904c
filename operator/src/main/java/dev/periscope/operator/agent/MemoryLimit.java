package dev.periscope.operator.agent;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The memory limit of a pod as a whole, which an ephemeral container shares. */
public final class MemoryLimit {

    private MemoryLimit() {}

    /**
     * @return bytes; empty if the pod's cgroup has no limit, which is so as soon as one container has none and the pod
     *     itself has none
     */
    public static Optional<Long> of(Pod pod) {
        BigDecimal own = memory(pod.getSpec().getResources());
        if (own != null) {
            return Optional.of(own.longValue());
        }
        Stream<Container> sideCars = pod.getSpec().getInitContainers().stream()
                .filter(container -> "Always".equals(container.getRestartPolicy()));
        BigDecimal sum = BigDecimal.ZERO;
        for (Container container :
                Stream.concat(pod.getSpec().getContainers().stream(), sideCars).toList()) {
            BigDecimal limit = memory(container.getResources());
            if (limit == null) {
                return Optional.empty();
            }
            sum = sum.add(limit);
        }
        return Optional.of(sum.longValue());
    }

    private static @Nullable BigDecimal memory(@Nullable ResourceRequirements resources) {
        Quantity limit = resources == null || resources.getLimits() == null
                ? null
                : resources.getLimits().get("memory");
        return limit == null ? null : Quantity.getAmountInBytes(limit);
    }
}
