package dev.periscope.operator.environment;

import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pod's environment may refer to, in the pod's namespace. May block on the API server. */
public interface Lookups {

    /** @return the data of that ConfigMap, empty if it is absent or may not be read */
    Optional<Map<String, String>> configMap(String name);

    /** @return the data of that Secret, decoded; empty if it is absent or may not be read */
    Optional<Map<String, String>> secret(String name);

    /** @return whether clients may have values from that Secret */
    boolean mayGive(String secret);

    /** @return the Services whose variables the kubelet adds: the namespace's, and {@code kubernetes} of {@code default} */
    List<Service> services();
}
