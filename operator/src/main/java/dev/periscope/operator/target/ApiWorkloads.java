package dev.periscope.operator.target;

import dev.periscope.crds.v1alpha1.Reasons;
import dev.periscope.crds.v1alpha1.Target;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads workloads from the API server, one request each (two for a CronJob). Needs {@code get} on deployments,
 * statefulsets, daemonsets, replicasets, jobs, cronjobs and services, and {@code list} on jobs.
 */
public final class ApiWorkloads implements Workloads {

    private static final String CONTROLLER_UID = "batch.kubernetes.io/controller-uid";

    private final KubernetesClient client;

    /** The client is not closed by this. */
    public ApiWorkloads(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public PodSelection select(String namespace, Target target) {
        try {
            return read(namespace, target);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return new PodSelection.None(
                        Reasons.TARGET_FORBIDDEN,
                        "the operator may not read " + target + " in namespace " + namespace
                                + ": grant its service account get on " + plural(target) + " there");
            }
            throw e;
        }
    }

    private PodSelection read(String namespace, Target target) {
        String name = target.name();
        return switch (target.kind()) {
            case Pod ->
                new PodSelection.Matching(pod -> pod.getMetadata().getName().equals(name));
            case Deployment ->
                bySelector(
                        namespace,
                        target,
                        client.apps()
                                .deployments()
                                .inNamespace(namespace)
                                .withName(name)
                                .get(),
                        d -> d.getSpec().getSelector());
            case StatefulSet ->
                bySelector(
                        namespace,
                        target,
                        client.apps()
                                .statefulSets()
                                .inNamespace(namespace)
                                .withName(name)
                                .get(),
                        s -> s.getSpec().getSelector());
            case DaemonSet ->
                bySelector(
                        namespace,
                        target,
                        client.apps()
                                .daemonSets()
                                .inNamespace(namespace)
                                .withName(name)
                                .get(),
                        d -> d.getSpec().getSelector());
            case ReplicaSet ->
                bySelector(
                        namespace,
                        target,
                        client.apps()
                                .replicaSets()
                                .inNamespace(namespace)
                                .withName(name)
                                .get(),
                        r -> r.getSpec().getSelector());
            case Job ->
                bySelector(
                        namespace,
                        target,
                        client.batch()
                                .v1()
                                .jobs()
                                .inNamespace(namespace)
                                .withName(name)
                                .get(),
                        j -> j.getSpec().getSelector());
            case CronJob -> cronJob(namespace, target);
            case Service -> service(namespace, target);
        };
    }

    private static <T extends HasMetadata> PodSelection bySelector(
            String namespace, Target target, @Nullable T workload, Function<T, LabelSelector> selector) {
        if (workload == null) {
            return notFound(namespace, target);
        }
        LabelSelector labels = selector.apply(workload);
        return new PodSelection.Matching(pod -> Selector.matches(labels, pod));
    }

    private PodSelection cronJob(String namespace, Target target) {
        CronJob cronJob = client.batch()
                .v1()
                .cronjobs()
                .inNamespace(namespace)
                .withName(target.name())
                .get();
        if (cronJob == null) {
            return notFound(namespace, target);
        }
        Set<String> runs = client.batch().v1().jobs().inNamespace(namespace).list().getItems().stream()
                .filter(job -> ownedBy(job, cronJob))
                .map(job -> job.getMetadata().getUid())
                .collect(Collectors.toUnmodifiableSet());
        return new PodSelection.Matching(pod -> runs.contains(label(pod, CONTROLLER_UID)));
    }

    private PodSelection service(String namespace, Target target) {
        Service service =
                client.services().inNamespace(namespace).withName(target.name()).get();
        if (service == null) {
            return notFound(namespace, target);
        }
        Map<String, String> selector = service.getSpec().getSelector();
        if (selector == null || selector.isEmpty()) {
            return new PodSelection.None(
                    Reasons.TARGET_NOT_SELECTABLE,
                    target + " has no selector, so no pods stand behind it: target the workload itself");
        }
        return new PodSelection.Matching(pod -> Selector.matches(selector, pod));
    }

    private static boolean ownedBy(Job job, CronJob cronJob) {
        return job.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(cronJob.getMetadata().getUid()));
    }

    private static String label(Pod pod, String key) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault(key, "");
    }

    private static PodSelection notFound(String namespace, Target target) {
        return new PodSelection.None(
                Reasons.TARGET_NOT_FOUND,
                "spec.target: there is no " + target + " in namespace " + namespace + "; look at kubectl -n "
                        + namespace + " get " + plural(target)
                        + ", or create it: the session goes on once it has a ready pod");
    }

    private static String plural(Target target) {
        return target.kind().name().toLowerCase(Locale.ROOT) + "s";
    }
}
