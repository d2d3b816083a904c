package dev.periscope.operator.reconcile;

import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.Phase;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/** The operator's own metrics. Tags are words of this program, never names of users or sessions. */
final class SessionMetrics {

    private final MeterRegistry registry;

    SessionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(Directory directory, IntSupplier connected) {
        for (Phase phase : Phase.values()) {
            Gauge.builder("periscope_sessions", directory, d -> d.count(phase))
                    .description("Sessions by phase")
                    .tag("phase", phase.name())
                    .register(registry);
        }
        Gauge.builder("periscope_agents_connected", connected, IntSupplier::getAsInt)
                .description("Agents with a control channel to this operator")
                .register(registry);
    }

    void enrolment(String outcome) {
        registry.counter("periscope_enrolments", "outcome", outcome).increment();
    }

    void launched(AgentMode mode, String outcome) {
        registry.counter("periscope_agents_launched", "mode", mode.name(), "outcome", outcome)
                .increment();
    }

    void statusWritten() {
        registry.counter("periscope_status_writes").increment();
    }
}
