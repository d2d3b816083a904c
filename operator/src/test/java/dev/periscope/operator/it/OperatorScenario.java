package dev.periscope.operator.it;

import dev.periscope.testkit.KubeApiServer;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** An operator and a shop of its own for each test. */
abstract class OperatorScenario {

    final OperatorHarness operator;
    final Shop shop;

    OperatorScenario(KubeApiServer api) {
        this(api, Map.of());
    }

    OperatorScenario(KubeApiServer api, Map<String, String> namespaceLabels) {
        operator = new OperatorHarness(api);
        shop = new Shop(api.client(), api.namespace(namespaceLabels));
    }

    @AfterEach
    void close() {
        operator.close();
    }

    /** Plays the agent of that generation until it has registered. */
    FakeAgent serve(String pod, int generation) {
        FakeAgent agent = new FakeAgent(operator.vertx);
        enrol(agent, pod, generation);
        agent.obey();
        return agent;
    }

    /** Lets that agent enrol as the one of that generation. */
    EphemeralContainer enrol(FakeAgent agent, String pod, int generation) {
        EphemeralContainer container = shop.awaitAgent(pod, generation);
        shop.agentRuns(pod, container.getName());
        agent.dial(operator.controlPort()).enrol(container.getEnv());
        return container;
    }
}
