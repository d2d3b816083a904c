package dev.periscope.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;

/**
 * JOSDK's hooks with few tags. JOSDK's own Micrometer classes register one name with differing tags, which the Prometheus
 * registry answers with an exception inside the informer's handler: the event would be lost.
 */
final class ReconcileMetrics implements Metrics {

    private final MeterRegistry registry;

    ReconcileMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        Timer.Sample sample = Timer.start(registry);
        String outcome = "error";
        try {
            T result = execution.execute();
            outcome = "ok";
            return result;
        } finally {
            sample.stop(registry.timer("periscope_reconcile", "kind", execution.name(), "outcome", outcome));
        }
    }

    @Override
    public void failedReconciliation(HasMetadata resource, Exception exception, Map<String, Object> metadata) {
        registry.counter("periscope_reconcile_failures").increment();
    }
}
