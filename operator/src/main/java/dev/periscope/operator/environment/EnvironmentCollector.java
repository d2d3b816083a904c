package dev.periscope.operator.environment;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Puts a container's environment together in the kubelet's order: Service variables, then {@code envFrom}, then
 * {@code env} with {@code $(NAME)} references to what came before. A value that refers to a withheld one is withheld too.
 */
public final class EnvironmentCollector {

    private final Pod pod;
    private final Container container;
    private final Lookups lookups;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> withheld = new TreeSet<>();
    private boolean complete = true;

    private EnvironmentCollector(Pod pod, Container container, Lookups lookups) {
        this.pod = pod;
        this.container = container;
        this.lookups = lookups;
    }

    /** @return the environment of that container of the pod */
    public static PodEnvironment collect(Pod pod, String container, Lookups lookups) {
        return pod.getSpec().getContainers().stream()
                .filter(c -> c.getName().equals(container))
                .findFirst()
                .map(c -> new EnvironmentCollector(pod, c, lookups).collect())
                .orElse(PodEnvironment.NONE);
    }

    private PodEnvironment collect() {
        if (!Boolean.FALSE.equals(pod.getSpec().getEnableServiceLinks())) {
            lookups.services().forEach(service -> values.putAll(ServiceVariables.of(service)));
        }
        container.getEnvFrom().forEach(this::addAll);
        container.getEnv().forEach(this::add);
        Predicate<String> kept = name -> !withheld.contains(name) && !BuiltInExclusions.covers(name);
        Map<String, String> given = new LinkedHashMap<>(values);
        given.keySet().removeIf(kept.negate());
        return new PodEnvironment(given, withheld.stream().toList(), complete);
    }

    private void addAll(EnvFromSource source) {
        String prefix = source.getPrefix() == null ? "" : source.getPrefix();
        if (source.getConfigMapRef() != null) {
            lookups.configMap(source.getConfigMapRef().getName())
                    .ifPresent(data -> data.forEach((key, value) -> open(prefix + key, value)));
        } else if (source.getSecretRef() != null) {
            String name = source.getSecretRef().getName();
            boolean give = lookups.mayGive(name);
            lookups.secret(name)
                    .ifPresentOrElse(
                            data -> data.forEach((key, value) -> secret(prefix + key, value, give)),
                            () -> complete = false);
        }
    }

    private void add(EnvVar variable) {
        String name = variable.getName();
        EnvVarSource from = variable.getValueFrom();
        if (from == null) {
            Expansion expansion = Expansion.of(variable.getValue() == null ? "" : variable.getValue(), values);
            boolean tainted = expansion.references().stream().anyMatch(withheld::contains);
            secret(name, expansion.text(), !tainted);
        } else if (from.getConfigMapKeyRef() != null) {
            lookups.configMap(from.getConfigMapKeyRef().getName())
                    .map(data -> data.get(from.getConfigMapKeyRef().getKey()))
                    .ifPresent(value -> open(name, value));
        } else if (from.getSecretKeyRef() != null) {
            String secret = from.getSecretKeyRef().getName();
            boolean give = lookups.mayGive(secret);
            Optional<String> value = give
                    ? lookups.secret(secret)
                            .map(data -> data.get(from.getSecretKeyRef().getKey()))
                    : Optional.empty();
            // Withheld even where the value is not read: the agent may see it in the process.
            value.ifPresentOrElse(known -> secret(name, known, true), () -> secret(name, "", give));
            if (give && value.isEmpty()) {
                values.remove(name);
            }
        } else if (from.getFieldRef() != null) {
            FieldReference.value(pod, from.getFieldRef().getFieldPath()).ifPresent(value -> open(name, value));
        } else if (from.getResourceFieldRef() != null) {
            ResourceReference.value(pod, container, from.getResourceFieldRef()).ifPresent(value -> open(name, value));
        }
    }

    private void open(String name, String value) {
        secret(name, value, true);
    }

    /** The last word on a name counts, also on whether it is withheld. */
    private void secret(String name, String value, boolean give) {
        values.put(name, value);
        if (give) {
            withheld.remove(name);
        } else {
            withheld.add(name);
        }
    }
}
