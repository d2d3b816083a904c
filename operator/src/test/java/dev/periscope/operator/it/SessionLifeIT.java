package dev.periscope.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.periscope.control.AgentMessage;
import dev.periscope.control.AgentMessage.EnvironmentSource;
import dev.periscope.control.OperatorMessage;
import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.ConditionType;
import dev.periscope.crds.v1alpha1.FilterStatus;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import dev.periscope.crds.v1alpha1.Phase;
import dev.periscope.crds.v1alpha1.Reasons;
import dev.periscope.testkit.KubeApiServer;
import dev.periscope.testkit.WithKubeApiServer;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.EphemeralContainerBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithKubeApiServer
class SessionLifeIT extends OperatorScenario {

    SessionLifeIT(KubeApiServer api) {
        super(api);
    }

    @BeforeEach
    void open() {
        shop.deployment();
        shop.readyPod("orders-1");
    }

    @Test
    void aSessionBecomesReadyWithAnAgentInTheTargetPod() {
        shop.session("mine", Shop.orders());

        FakeAgent agent = serve("orders-1", 1);

        MirrorSessionStatus status = ready();
        assertThat(status.holds(ConditionType.Ready)).isTrue();
        assertThat(agentOf(status).mode()).isEqualTo(AgentMode.Ephemeral);
        assertThat(agentOf(status).tied()).isTrue();
        assertThat(status.agentKeyHash()).contains(agent.identity.keyHash());
        assertThat(status.endpoints())
                .extracting("host")
                .containsExactly("gateway.example", "periscope-gateway.periscope-system.svc", "periscope-gateway-0");
        OperatorMessage.Configure configure = agent.awaitConfigure(c -> true);
        assertThat(configure.environment().values())
                .containsEntry("DB_URL", "jdbc:postgresql://postgres.shop.svc/orders");
        assertThat(configure.environment().source()).isEqualTo(EnvironmentSource.Process);
        assertThat(configure.serverName()).isEqualTo(status.serverName());
    }

    @Test
    void anAgentSurvivesTheOperatorsRestart() {
        String uid = shop.session("mine", Shop.orders()).getMetadata().getUid();
        FakeAgent agent = serve("orders-1", 1);
        MirrorSessionStatus before = ready();

        operator.stop();
        operator.start();
        agent.dial(operator.controlPort()).resume(uid, 1);

        agent.awaitConfigure(c -> c.revision() > 0);
        agent.obey();
        await().during(OperatorHarness.TIMES.reconnectGrace().plusSeconds(1))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(status().conditions()).isEqualTo(before.conditions()));
        assertThat(agentOf(status()).generation()).isEqualTo(1);
    }

    @Test
    void anAgentThatStaysAwayIsReplaced() {
        shop.session("mine", Shop.orders());
        FakeAgent agent = serve("orders-1", 1);
        ready();

        agent.hangUp();

        EphemeralContainer second = shop.awaitAgent("orders-1", 2);
        assertThat(second.getTargetContainerName())
                .as("later agents are not tied")
                .isNull();
        shop.awaitStatus("mine", s -> s.phase() == Phase.Reconnecting);
        serve("orders-1", 2);
        assertThat(agentOf(ready()).generation()).isEqualTo(2);
    }

    @Test
    void anEditOfTheFilterReachesTheAgentWithinASecond() {
        MirrorSession session = shop.session("mine", Shop.orders());
        FakeAgent agent = serve("orders-1", 1);
        ready();
        Instant edited = Instant.now();

        edit(session, "postgres.shop.svc");

        OperatorMessage.Configure second =
                agent.awaitConfigure(c -> c.outgoing().local().equals(List.of("postgres.shop.svc")));
        assertThat(Duration.between(edited, Instant.now())).isLessThan(Duration.ofSeconds(1));
        assertThat(status().holds(ConditionType.Ready)).isTrue();
        agent.send(new AgentMessage.Configured(second.revision(), "b".repeat(64)));
        shop.awaitStatus(
                "mine",
                s -> "b".repeat(64).equals(filterOf(s).agentHash())
                        && filterOf(s).entries() == 1);
    }

    @Test
    void aBadEntryLeavesTheFilterInForceAlone() {
        MirrorSession session = shop.session("mine", Shop.orders());
        FakeAgent agent = serve("orders-1", 1);
        ready();

        edit(session, "postgres.shop.svc:70000");

        String message = shop.awaitReason("mine", ConditionType.Accepted, Reasons.INVALID_FILTER)
                .message();
        assertThat(message).contains("spec.outgoing.filter.local[0]", "position 18", "still the one before");
        assertThat(status().phase()).isEqualTo(Phase.Denied);
        assertThat(agent.awaitConfigure(c -> true).outgoing().local()).isEmpty();
        edit(session, "postgres.shop.svc:5432");
        agent.obey();
        ready();
    }

    @Test
    void anAgentFollowsItsTargetToAnotherPod() {
        shop.session("mine", Shop.orders());
        serve("orders-1", 1);
        ready();
        shop.readyPod("orders-2");

        shop.deletePod("orders-1");

        FakeAgent second = serve("orders-2", 2);
        MirrorSessionStatus status = ready();
        assertThat(Objects.requireNonNull(status.target()).pod()).isEqualTo("orders-2");
        assertThat(status.agentKeyHash()).contains(second.identity.keyHash());
    }

    @Test
    void aDeletedSessionEndsItsAgent() {
        MirrorSession session = shop.session("mine", Shop.orders());
        FakeAgent agent = serve("orders-1", 1);
        String name = agentOf(ready()).name();

        shop.client.resource(session).delete();

        agent.awaitMessage(OperatorMessage.End.class);
        assertThat(shop.get("mine")).as("waits for the agent").isPresent();
        shop.agentEnds("orders-1", name, 0, "");
        awaitGone();
    }

    @Test
    void anAgentThatDoesNotObeyHoldsNobodyUp() {
        MirrorSession session = shop.session("mine", Shop.orders());
        serve("orders-1", 1);
        ready();

        shop.client.resource(session).delete();

        awaitGone();
        await().atMost(FakeAgent.PATIENCE)
                .untilAsserted(() -> assertThat(shop.client
                                .v1()
                                .events()
                                .inNamespace(shop.namespace)
                                .list()
                                .getItems())
                        .anySatisfy(e -> assertThat(e.getReason()).isEqualTo("PeriscopeAgentLeft")));
    }

    @Test
    void anExpiredSessionEndsItsAgentAndStays() {
        MirrorSession session = shop.session("mine", Shop.orders());
        FakeAgent agent = serve("orders-1", 1);
        ready();

        operator.clock.forward(Duration.ofHours(9));
        edit(session, "a.b");

        shop.awaitReason("mine", ConditionType.Ready, Reasons.EXPIRED);
        agent.awaitMessage(OperatorMessage.End.class);
        assertThat(status().phase()).isEqualTo(Phase.Expired);
        assertThat(status().endpoints()).isEmpty();
    }

    @Test
    void anAgentThatRetreatsMovesToAPodOfItsOwn() {
        shop.session("mine", Shop.orders());
        FakeAgent agent = serve("orders-1", 1);
        String name = agentOf(ready()).name();

        agent.send(new AgentMessage.Leaving("HeadRoom", "20 MiB left"));
        agent.hangUp();
        shop.agentEnds("orders-1", name, 0, "HeadRoom: 20 MiB left");

        String pod = name.replaceFirst("-1$", "-2");
        FakeAgent own = ownPodAgent(pod);
        MirrorSessionStatus status = ready();
        assertThat(agentOf(status).mode()).isEqualTo(AgentMode.Pod);
        assertThat(agentOf(status).because()).isEqualTo(Reasons.RETREATED);
        assertThat(status.condition(ConditionType.AgentReady).orElseThrow().message())
                .contains("memory ran short");
        assertThat(status.agentKeyHash()).contains(own.identity.keyHash());
    }

    @Test
    void anAgentWithOtherIdsThanTheTargetsProcessIsCorrectedOnce() {
        shop.session("mine", Shop.orders());
        FakeAgent first = new FakeAgent(operator.vertx);
        first.facts = FakeAgent.facts(EnvironmentSource.PodSpec, 65_532, 65_532, 1000, 3000);
        enrol(first, "orders-1", 1);

        EphemeralContainer second = shop.awaitAgent("orders-1", 2);

        assertThat(second.getSecurityContext().getRunAsUser()).isEqualTo(1000);
        assertThat(second.getSecurityContext().getRunAsGroup()).isEqualTo(3000);
        assertThat(second.getTargetContainerName()).isEqualTo("app");
        first.awaitMessage(OperatorMessage.End.class);
        FakeAgent again = new FakeAgent(operator.vertx);
        again.facts = FakeAgent.facts(EnvironmentSource.PodSpec, 1000, 3000, 1001, 3000);
        enrol(again, "orders-1", 2);
        again.obey();
        assertThat(agentOf(ready()).generation()).isEqualTo(2);
        assertThat(agentOf(status()).environment()).isEqualTo("PodSpec");
    }

    @Test
    void eightEndedAgentsInThePodAreEnough() {
        shop.status("orders-1", pod -> pod);
        for (int i = 1; i <= 8; i++) {
            endedAgent("periscope-0badcafe-" + i);
        }
        shop.session("mine", Shop.orders());

        MirrorSessionStatus status = shop.awaitStatus("mine", s -> s.agent() != null);

        assertThat(agentOf(status).mode()).isEqualTo(AgentMode.Pod);
        assertThat(agentOf(status).because()).isEqualTo(Reasons.TOO_MANY_ENDED_AGENTS);
    }

    @Test
    void countersReachTheStatus() {
        shop.session("mine", Shop.orders());
        FakeAgent agent = serve("orders-1", 1);
        ready();

        agent.send(new AgentMessage.Counters(
                List.of(new AgentMessage.ClientCounters("laptop", true, 2, 5, 1000, 2000, 1)), 50_000_000));

        MirrorSessionStatus status =
                shop.awaitStatus("mine", s -> Integer.valueOf(1).equals(s.clientsConnected()));
        assertThat(status.clients().getFirst().bytesIn()).isEqualTo(1000);
        assertThat(status.lastActivity()).isNotNull();
    }

    private void endedAgent(String name) {
        shop.client
                .pods()
                .inNamespace(shop.namespace)
                .withName("orders-1")
                .ephemeralContainers()
                .edit(pod -> new PodBuilder(pod)
                        .editSpec()
                        .addToEphemeralContainers(new EphemeralContainerBuilder()
                                .withName(name)
                                .withImage("a")
                                .withTerminationMessagePolicy("File")
                                .withImagePullPolicy("IfNotPresent")
                                .build())
                        .endSpec()
                        .build());
        shop.agentEnds("orders-1", name, 0, "");
    }

    /** Plays kubelet and agent of an agent's own pod. */
    private FakeAgent ownPodAgent(String pod) {
        var environment = shop.awaitAgentPod(pod);
        shop.ready(shop.client.pods().inNamespace(shop.namespace).withName(pod).get());
        FakeAgent agent = new FakeAgent(operator.vertx).dial(operator.controlPort());
        agent.facts = FakeAgent.facts(EnvironmentSource.PodSpec, 65_532, 65_532, 0, 0);
        agent.enrol(environment);
        agent.obey();
        return agent;
    }

    private void edit(MirrorSession session, String localEntry) {
        shop.client
                .resources(MirrorSession.class)
                .inNamespace(shop.namespace)
                .withName(session.getMetadata().getName())
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"outgoing\":{\"filter\":{\"local\":[\"" + localEntry + "\"]}}}}");
    }

    private MirrorSessionStatus ready() {
        return shop.awaitStatus("mine", s -> s.phase() == Phase.Ready);
    }

    private MirrorSessionStatus status() {
        return shop.get("mine").orElseThrow().getStatus();
    }

    private static AgentStatus agentOf(MirrorSessionStatus status) {
        return Objects.requireNonNull(status.agent());
    }

    private static FilterStatus filterOf(MirrorSessionStatus status) {
        return Objects.requireNonNull(status.filter());
    }

    private void awaitGone() {
        await().atMost(FakeAgent.PATIENCE)
                .untilAsserted(() -> assertThat(shop.get("mine")).isEmpty());
    }
}
