package dev.periscope.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.control.OperatorMessage;
import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.Outgoing;
import dev.periscope.testkit.ApiUser;
import dev.periscope.testkit.KubeApiServer;
import dev.periscope.testkit.WithKubeApiServer;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values from Secrets reach the clients of those who may read the Secrets themselves. */
@WithKubeApiServer
class SecretsOfTheOwnerIT {

    private final OperatorHarness operator;
    private final Shop shop;
    private final Team team;
    private final AdmissionHarness webhook;

    SecretsOfTheOwnerIT(KubeApiServer api) {
        operator = new OperatorHarness(api, OperatorHarness.TIMES, true);
        shop = new Shop(api.client(), api.namespace());
        team = new Team(api, shop.namespace);
        team.developers("alice", "bob");
        webhook = new AdmissionHarness(api, operator, shop.namespace, operator.clock)
                .configure()
                .awaitAsked();
        shop.deployment();
        secret("database", Map.of("PASSWORD", "pa55"));
        secret("payment", Map.of("TOKEN", "t0k3n"));
        shop.ready(shop.pod(
                "orders-1",
                pod -> pod.editSpec()
                        .editFirstContainer()
                        .addNewEnv()
                        .withName("DB_PASSWORD")
                        .withNewValueFrom()
                        .withNewSecretKeyRef("PASSWORD", "database", false)
                        .endValueFrom()
                        .endEnv()
                        .addNewEnvFrom()
                        .withPrefix("PAY_")
                        .withNewSecretRef("payment", false)
                        .endEnvFrom()
                        .endContainer()
                        .endSpec()));
    }

    @AfterEach
    void close() {
        webhook.close();
        team.close();
        operator.close();
    }

    @Test
    void whatTheOwnerMayReadIsGivenAndNothingElse() {
        team.mayRead("database", "alice");

        OperatorMessage.Environment given = environmentOf("alice");

        assertThat(given.values())
                .containsEntry("DB_PASSWORD", "pa55")
                .containsKey("DB_URL")
                .doesNotContainKey("PAY_TOKEN")
                .doesNotContainValue("t0k3n");
        assertThat(given.withheld()).containsExactly("PAY_TOKEN");
    }

    @Test
    void whoMayReadNoneIsGivenNone() {
        team.mayRead("database", "alice");

        OperatorMessage.Environment given = environmentOf("bob");

        assertThat(given.values())
                .containsKey("DB_URL")
                .doesNotContainKeys("DB_PASSWORD", "PAY_TOKEN")
                .doesNotContainValue("pa55");
        assertThat(given.withheld()).containsExactlyInAnyOrder("DB_PASSWORD", "PAY_TOKEN");
    }

    private OperatorMessage.Environment environmentOf(String user) {
        new Shop(team.client(ApiUser.of(user)), shop.namespace)
                .session("mine", Shop.spec(Shop.orders(), Outgoing.NONE, AgentMode.Auto));
        FakeAgent agent = new FakeAgent(operator.vertx);
        var container = shop.awaitAgent("orders-1", 1);
        shop.agentRuns("orders-1", container.getName());
        agent.dial(operator.controlPort()).enrol(container.getEnv());
        return agent.awaitConfigure(c -> true).environment();
    }

    private void secret(String name, Map<String, String> data) {
        shop.client
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(shop.namespace)
                        .endMetadata()
                        .withStringData(data)
                        .build())
                .create();
    }
}
