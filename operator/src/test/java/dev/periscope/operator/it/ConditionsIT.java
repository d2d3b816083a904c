package dev.periscope.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.control.AgentMessage;
import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.Condition;
import dev.periscope.crds.v1alpha1.ConditionType;
import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import dev.periscope.crds.v1alpha1.Phase;
import dev.periscope.crds.v1alpha1.Reasons;
import dev.periscope.crds.v1alpha1.Target;
import dev.periscope.testkit.KubeApiServer;
import dev.periscope.testkit.WithKubeApiServer;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@WithKubeApiServer
class ConditionsIT extends OperatorScenario {

    ConditionsIT(KubeApiServer api) {
        super(api);
    }

    @Test
    void aTargetThatIsNotThereIsNotFoundAndThenAwaited() {
        shop.session("mine", Shop.orders());

        Condition missing = shop.awaitReason("mine", ConditionType.TargetResolved, Reasons.TARGET_NOT_FOUND);
        assertThat(missing.message()).contains("Deployment/orders", shop.namespace, "get deployments");
        assertThat(shop.get("mine").orElseThrow().getStatus().phase()).isEqualTo(Phase.Pending);

        shop.deployment();
        shop.readyPod("orders-1");
        shop.awaitReason("mine", ConditionType.TargetResolved, Reasons.RESOLVED);
    }

    @Test
    void aTargetWithoutReadyPodIsAwaited() {
        shop.deployment();
        shop.session("mine", Shop.orders());
        shop.awaitReason("mine", ConditionType.TargetResolved, Reasons.NO_READY_POD);

        var pod = shop.pod("orders-1");
        MirrorSessionStatus status = shop.awaitStatus(
                "mine",
                s -> s.condition(ConditionType.TargetResolved)
                        .filter(c -> c.message().contains("orders-1 is Pending"))
                        .isPresent());
        assertThat(status.condition(ConditionType.Ready).orElseThrow().reason()).isEqualTo(Reasons.NO_READY_POD);

        shop.ready(pod);
        shop.awaitReason("mine", ConditionType.TargetResolved, Reasons.RESOLVED);
    }

    @Test
    void aContainerThatIsNotThereIsNamedWithThoseThatAre() {
        shop.readyPod("orders-1");
        shop.session("mine", new Target(Target.Kind.Pod, "orders-1", "web"));

        Condition condition = shop.awaitReason("mine", ConditionType.TargetResolved, Reasons.CONTAINER_NOT_FOUND);

        assertThat(condition.message()).contains("'web'", "only app");
    }

    @Test
    void aServiceWithoutSelectorLeadsNowhere() {
        shop.client
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("outside")
                        .withNamespace(shop.namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withType("ExternalName")
                        .withExternalName("example.com")
                        .endSpec()
                        .build())
                .create();
        shop.session("mine", new Target(Target.Kind.Service, "outside", null));

        shop.awaitReason("mine", ConditionType.TargetResolved, Reasons.TARGET_NOT_SELECTABLE);
    }

    @Test
    void theStepsOfAnAgentAreTold() {
        shop.deployment();
        shop.readyPod("orders-1");
        shop.session("mine", Shop.orders());

        shop.awaitReason("mine", ConditionType.AgentReady, Reasons.AGENT_STARTING);
        EphemeralContainer container = shop.awaitAgent("orders-1", 1);
        shop.agentRuns("orders-1", container.getName());
        shop.awaitReason("mine", ConditionType.AgentReady, Reasons.WAITING_FOR_ENROLMENT);
        FakeAgent agent = new FakeAgent(operator.vertx).dial(operator.controlPort());
        agent.enrol(container.getEnv());
        shop.awaitReason("mine", ConditionType.AgentReady, Reasons.CONFIGURING);
        agent.acknowledge(agent.awaitConfigure(c -> true));
        shop.awaitReason("mine", ConditionType.AgentReady, Reasons.EPHEMERAL);
        shop.awaitReason("mine", ConditionType.Published, Reasons.NOT_REGISTERED);
        agent.send(new AgentMessage.Registered(List.of("periscope-gateway-0")));
        shop.awaitReason("mine", ConditionType.Ready, Reasons.READY);
    }

    @Test
    void anImageThatCannotBePulledIsNamed() {
        shop.deployment();
        shop.readyPod("orders-1");
        shop.session("mine", Shop.orders());
        EphemeralContainer container = shop.awaitAgent("orders-1", 1);

        shop.status(
                "orders-1",
                pod -> new PodBuilder(pod)
                        .editStatus()
                        .addToEphemeralContainerStatuses(new ContainerStatusBuilder()
                                .withName(container.getName())
                                .withReady(false)
                                .withRestartCount(0)
                                .withImage("a")
                                .withImageID("")
                                .withNewState()
                                .withNewWaiting()
                                .withReason("ImagePullBackOff")
                                .withMessage("Back-off pulling image")
                                .endWaiting()
                                .endState()
                                .build())
                        .endStatus()
                        .build());

        Condition condition = shop.awaitReason("mine", ConditionType.AgentReady, Reasons.IMAGE_PULL);
        assertThat(condition.message()).contains("periscope/agent:test", "PERISCOPE_AGENT_IMAGE");
    }

    @Test
    void aMemoryLimitWithoutMetricsSendsTheAgentToAPodOfItsOwn() {
        shop.deployment();
        shop.ready(shop.pod(
                "orders-1",
                pod -> pod.editSpec()
                        .editFirstContainer()
                        .editOrNewResources()
                        .addToLimits(Map.of("memory", new Quantity("256Mi")))
                        .endResources()
                        .endContainer()
                        .endSpec()));
        shop.session("mine", Shop.orders());

        AgentStatus agent = awaitAgent();

        assertThat(agent.mode()).isEqualTo(AgentMode.Pod);
        assertThat(agent.because()).isEqualTo(Reasons.HEAD_ROOM_UNKNOWN);
        shop.awaitAgentPod(agent.name());
    }

    @Test
    void podSecurityThatRefusesTheTargetPodSendsTheAgentToAPodOfItsOwn() {
        shop.deployment();
        shop.readyPod("orders-1");
        enforceRestricted();
        shop.session("mine", Shop.orders());

        MirrorSessionStatus status =
                shop.awaitStatus("mine", s -> s.agent() != null && s.agent().mode() == AgentMode.Pod);

        assertThat(Objects.requireNonNull(status.agent()).because()).isEqualTo(Reasons.POD_SECURITY);
        shop.awaitAgentPod(status.agent().name());
    }

    @Test
    void podSecurityThatRefusesAnInsistingSessionIsQuoted() {
        shop.deployment();
        shop.readyPod("orders-1");
        enforceRestricted();
        shop.session("mine", Shop.orders(), AgentMode.Ephemeral);

        Condition condition = shop.awaitReason("mine", ConditionType.AgentReady, Reasons.POD_SECURITY);

        assertThat(condition.message()).contains("violates PodSecurity", "agent.mode Auto or Pod");
        assertThat(shop.get("mine").orElseThrow().getStatus().phase()).isEqualTo(Phase.Failed);
    }

    @Test
    void aTargetlessSessionGetsAPodOfItsOwn() {
        shop.session("mine", (@Nullable Target) null);

        AgentStatus agent = awaitAgent();

        assertThat(agent.mode()).isEqualTo(AgentMode.Pod);
        assertThat(agent.because()).isEqualTo(Reasons.TARGETLESS);
        shop.awaitReason("mine", ConditionType.TargetResolved, Reasons.TARGETLESS);
    }

    private AgentStatus awaitAgent() {
        return Objects.requireNonNull(
                shop.awaitStatus("mine", s -> s.agent() != null).agent());
    }

    private void enforceRestricted() {
        shop.client
                .namespaces()
                .withName(shop.namespace)
                .edit(ns -> new NamespaceBuilder(ns)
                        .editMetadata()
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build());
    }
}
