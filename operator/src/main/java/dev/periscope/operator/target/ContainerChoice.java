package dev.periscope.operator.target;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which container of a pod a session lives in. */
final class ContainerChoice {

    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

    /** Side-cars that injectors put first in some versions. */
    private static final Set<String> SIDE_CARS = Set.of(
            "istio-proxy", "linkerd-proxy", "envoy", "consul-dataplane", "vault-agent", "cloud-sql-proxy", "dapr");

    private ContainerChoice() {}

    /** @return the container asked for, else the annotated one, else the first that is no side-car; empty: there is none of that name */
    static Optional<String> choose(Pod pod, @Nullable String wanted) {
        List<String> names = names(pod);
        if (wanted != null) {
            return names.contains(wanted) ? Optional.of(wanted) : Optional.empty();
        }
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        String annotated = annotations == null ? null : annotations.get(DEFAULT_CONTAINER);
        if (annotated != null && names.contains(annotated)) {
            return Optional.of(annotated);
        }
        return names.stream()
                .filter(name -> !SIDE_CARS.contains(name))
                .findFirst()
                .or(() -> names.stream().findFirst());
    }

    static List<String> names(Pod pod) {
        return pod.getSpec().getContainers().stream().map(Container::getName).toList();
    }
}
