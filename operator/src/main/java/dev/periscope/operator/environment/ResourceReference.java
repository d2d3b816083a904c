package dev.periscope.operator.environment;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/** {@code valueFrom.resourceFieldRef} of an environment variable: a quantity over its divisor, rounded up. */
final class ResourceReference {

    private ResourceReference() {}

    /** @return the value; empty where the kubelet would take the node's, which only the node knows */
    static Optional<String> value(Pod pod, Container own, ResourceFieldSelector selector) {
        Container container = pod.getSpec().getContainers().stream()
                .filter(c -> c.getName().equals(selector.getContainerName()))
                .findFirst()
                .orElse(own);
        String[] path = selector.getResource().split("\\.", 2);
        ResourceRequirements resources = container.getResources();
        if (resources == null || path.length != 2) {
            return Optional.empty();
        }
        Map<String, Quantity> quantities = path[0].equals("limits") ? resources.getLimits() : resources.getRequests();
        return Optional.ofNullable(quantities)
                .map(q -> q.get(path[1]))
                .map(quantity -> divided(quantity, selector.getDivisor()));
    }

    private static String divided(Quantity quantity, Quantity divisor) {
        BigDecimal by = divisor == null ? BigDecimal.ONE : Quantity.getAmountInBytes(divisor);
        if (by.signum() <= 0) {
            by = BigDecimal.ONE; // the API server writes an absent divisor as "0"
        }
        return Quantity.getAmountInBytes(quantity)
                .divide(by, 0, RoundingMode.CEILING)
                .toPlainString();
    }
}
