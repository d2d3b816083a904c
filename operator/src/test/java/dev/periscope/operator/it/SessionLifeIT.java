package dev.periscope.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.control.AgentMessage.EnvironmentSource;
import dev.periscope.control.OperatorMessage;
import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.ConditionType;
import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import dev.periscope.crds.v1alpha1.Phase;
import dev.periscope.testkit.KubeApiServer;
import dev.periscope.testkit.WithKubeApiServer;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithKubeApiServer
class SessionLifeIT {

    private final KubeApiServer api;
    private final OperatorHarness operator;
    private final Shop shop;

    SessionLifeIT(KubeApiServer api) {
        this.api = api;
        this.operator = new OperatorHarness(api);
        this.shop = new Shop(api.client(), api.namespace());
    }

    @BeforeEach
    void open() {
        shop.deployment();
        shop.readyPod("orders-1");
    }

    @AfterEach
    void close() {
        operator.close();
    }

    @Test
    void aSessionBecomesReadyWithAnAgentInTheTargetPod() {
        shop.session("mine", Shop.orders());

        FakeAgent agent = serve("mine", "orders-1", 1);

        MirrorSessionStatus status = shop.awaitStatus("mine", s -> s.phase() == Phase.Ready);
        assertThat(status.holds(ConditionType.Ready)).isTrue();
        assertThat(Objects.requireNonNull(status.agent()).mode()).isEqualTo(AgentMode.Ephemeral);
        assertThat(status.agentKeyHash()).contains(agent.identity.keyHash());
        assertThat(status.endpoints())
                .extracting("host")
                .containsExactly("gateway.example", "periscope-gateway.periscope-system.svc", "periscope-gateway-0");
        OperatorMessage.Configure configure = agent.awaitConfigure(c -> true);
        assertThat(configure.environment().values())
                .containsEntry("DB_URL", "jdbc:postgresql://postgres.shop.svc/orders");
        assertThat(configure.environment().source()).isEqualTo(EnvironmentSource.Process);
    }

    /** Plays the agent of that generation until it has registered. */
    private FakeAgent serve(String session, String pod, int generation) {
        EphemeralContainer container = shop.awaitAgent(pod, generation);
        shop.agentRuns(pod, container.getName());
        FakeAgent agent = new FakeAgent(operator.vertx).dial(operator.controlPort());
        agent.enrol(container.getEnv());
        agent.obey();
        return agent;
    }
}
