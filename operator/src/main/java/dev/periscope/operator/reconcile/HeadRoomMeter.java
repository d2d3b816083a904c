package dev.periscope.operator.reconcile;

import dev.periscope.operator.agent.HeadRoom;
import dev.periscope.operator.agent.MemoryLimit;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Head room by the metrics API, one request per question. Needs {@code get} on pods of {@code metrics.k8s.io}. */
final class HeadRoomMeter {

    private final KubernetesClient client;

    HeadRoomMeter(KubernetesClient client) {
        this.client = client;
    }

    HeadRoom measure(Pod pod) {
        try {
            PodMetrics metrics = client.top()
                    .pods()
                    .metrics(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
            if (metrics == null || metrics.getContainers().isEmpty()) {
                return new HeadRoom.Unknown("the metrics API does not know the pod yet");
            }
            long used = metrics.getContainers().stream()
                    .map(container -> container.getUsage().get("memory"))
                    .mapToLong(quantity -> quantity == null
                            ? 0
                            : Quantity.getAmountInBytes(quantity).longValue())
                    .sum();
            return MemoryLimit.of(pod)
                    .<HeadRoom>map(limit -> new HeadRoom.Known(limit - used))
                    .orElse(new HeadRoom.Unknown("the pod has no memory limit"));
        } catch (KubernetesClientException e) {
            // 404 without a metrics server, 403 without the right, 503 while it starts: unknown all the same.
            return new HeadRoom.Unknown("the metrics API answers: " + e.getMessage());
        }
    }
}
