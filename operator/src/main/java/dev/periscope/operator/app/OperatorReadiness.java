package dev.periscope.operator.app;

import dev.periscope.operator.reconcile.OperatorRuntime;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while sessions and pods are watched and agents can dial in. */
@Readiness
@ApplicationScoped
public class OperatorReadiness implements HealthCheck {

    private final OperatorApp app;

    OperatorReadiness(OperatorApp app) {
        this.app = app;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("operator")
                .status(app.runtime().map(OperatorRuntime::isHealthy).orElse(false))
                .build();
    }
}
