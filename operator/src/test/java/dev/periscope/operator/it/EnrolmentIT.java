package dev.periscope.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.periscope.control.OperatorMessage;
import dev.periscope.crds.v1alpha1.Phase;
import dev.periscope.testkit.KubeApiServer;
import dev.periscope.testkit.WithKubeApiServer;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodIPBuilder;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithKubeApiServer
class EnrolmentIT extends OperatorScenario {

    EnrolmentIT(KubeApiServer api) {
        super(api);
    }

    @BeforeEach
    void open() {
        shop.deployment();
        shop.readyPod("orders-1");
    }

    @Test
    void aTokenServesOnce() {
        shop.session("mine", Shop.orders());
        FakeAgent agent = serve("orders-1", 1);
        shop.awaitStatus("mine", s -> s.phase() == Phase.Ready);

        FakeAgent thief = new FakeAgent(operator.vertx).dial(operator.controlPort());
        thief.enrol(shop.awaitAgent("orders-1", 1).getEnv());

        assertThat(thief.awaitMessage(OperatorMessage.Refuse.class).reason()).isEqualTo("TokenUsed");
        awaitEvent("TokenUsed");
        assertThat(operator.registry
                        .counter("periscope_enrolments", "outcome", "TokenUsed")
                        .count())
                .isEqualTo(1);
        assertThat(shop.get("mine").orElseThrow().getStatus().agentKeyHash()).contains(agent.identity.keyHash());
    }

    @Test
    void anAgentWhoseFirstAnswerGotLostMayEnrolAgainWithItsKey() {
        shop.session("mine", Shop.orders());
        FakeAgent agent = new FakeAgent(operator.vertx);
        EphemeralContainer container = enrol(agent, "orders-1", 1);
        agent.awaitConfigure(c -> true);
        agent.hangUp();

        agent.dial(operator.controlPort()).enrol(container.getEnv());

        agent.obey();
        shop.awaitStatus("mine", s -> s.phase() == Phase.Ready);
    }

    @Test
    void anAgentEnrolsFromItsOwnPodOnly() {
        shop.status(
                "orders-1",
                pod -> new PodBuilder(pod)
                        .editStatus()
                        .withPodIP("10.1.2.3")
                        .withPodIPs(new PodIPBuilder().withIp("10.1.2.3").build())
                        .endStatus()
                        .build());
        shop.session("mine", Shop.orders());

        FakeAgent stranger = new FakeAgent(operator.vertx);
        enrol(stranger, "orders-1", 1);

        OperatorMessage.Refuse refusal = stranger.awaitMessage(OperatorMessage.Refuse.class);
        assertThat(refusal.reason()).isEqualTo("WrongAddress");
        assertThat(refusal.message()).contains("10.1.2.3", "127.0.0.1");
        awaitEvent("WrongAddress");
    }

    @Test
    void aForgedTokenIsRefused() {
        shop.session("mine", Shop.orders());
        List<EnvVar> environment = shop.awaitAgent("orders-1", 1).getEnv().stream()
                .map(v -> v.getName().equals("PERISCOPE_TOKEN")
                        ? new EnvVarBuilder(v).withValue("forged").build()
                        : v)
                .toList();

        FakeAgent forger = new FakeAgent(operator.vertx).dial(operator.controlPort());
        forger.enrol(environment);

        assertThat(forger.awaitMessage(OperatorMessage.Refuse.class).reason()).isEqualTo("InvalidToken");
    }

    @Test
    void anAgentResumesWithItsOwnKeyOnly() {
        String uid = shop.session("mine", Shop.orders()).getMetadata().getUid();
        serve("orders-1", 1);
        shop.awaitStatus("mine", s -> s.phase() == Phase.Ready);

        FakeAgent thief = new FakeAgent(operator.vertx).dial(operator.controlPort());
        thief.resume(uid, 1);

        assertThat(thief.awaitMessage(OperatorMessage.Refuse.class).reason()).isEqualTo("UnknownKey");
    }

    private void awaitEvent(String reason) {
        await().atMost(FakeAgent.PATIENCE)
                .untilAsserted(() -> assertThat(shop.client
                                .v1()
                                .events()
                                .inNamespace(shop.namespace)
                                .list()
                                .getItems())
                        .anySatisfy(event -> {
                            assertThat(event.getReason()).isEqualTo(reason);
                            assertThat(event.getInvolvedObject().getName()).isEqualTo("mine");
                        }));
    }
}
