package dev.periscope.operator.app;

import dev.periscope.operator.reconcile.OperatorRuntime;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while sessions and pods are watched, agents can dial in, and the API server trusts the admission webhook. */
@Readiness
@ApplicationScoped
public class OperatorReadiness implements HealthCheck {

    private final OperatorApp app;

    OperatorReadiness(OperatorApp app) {
        this.app = app;
    }

    @Override
    public HealthCheckResponse call() {
        boolean watches = app.runtime().map(OperatorRuntime::isHealthy).orElse(false);
        boolean admits = app.admits();
        return HealthCheckResponse.named("operator")
                .status(watches && admits)
                .withData("watches sessions and pods", watches)
                .withData("caBundle published, or no admission", admits)
                .build();
    }
}
