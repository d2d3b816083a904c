package dev.periscope.operator.it;

import static org.awaitility.Awaitility.await;

import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.AgentTemplate;
import dev.periscope.crds.v1alpha1.Client;
import dev.periscope.crds.v1alpha1.Condition;
import dev.periscope.crds.v1alpha1.ConditionType;
import dev.periscope.crds.v1alpha1.EnvironmentSelection;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.MirrorSessionSpec;
import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import dev.periscope.crds.v1alpha1.Outgoing;
import dev.periscope.crds.v1alpha1.Target;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A namespace with workloads in it, whose kubelet is the test. */
final class Shop {

    static final Map<String, String> LABELS = Map.of("app", "orders");

    final KubernetesClient client;
    final String namespace;

    Shop(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    void deployment() {
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("orders")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withNewSelector()
                        .withMatchLabels(LABELS)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(LABELS)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("app")
                        .withImage("orders:1")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
    }

    Pod pod(String name) {
        return pod(name, pod -> pod);
    }

    Pod pod(String name, UnaryOperator<PodBuilder> change) {
        PodBuilder builder = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(LABELS)
                .endMetadata()
                .withNewSpec()
                .withNodeName("node-1")
                .withContainers(new ContainerBuilder()
                        .withName("app")
                        .withImage("orders:1")
                        .addNewEnv()
                        .withName("DB_URL")
                        .withValue("jdbc:postgresql://postgres.shop.svc/orders")
                        .endEnv()
                        .build())
                .endSpec();
        return client.resource(change.apply(builder).build()).create();
    }

    Pod readyPod(String name) {
        return ready(pod(name));
    }

    Pod ready(Pod pod) {
        String now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return status(
                pod.getMetadata().getName(),
                status -> new PodBuilder(status)
                        .editOrNewStatus()
                        .withPhase("Running")
                        .withPodIP("127.0.0.1")
                        .withPodIPs(new io.fabric8.kubernetes.api.model.PodIPBuilder()
                                .withIp("127.0.0.1")
                                .build())
                        .withConditions(new PodConditionBuilder()
                                .withType("Ready")
                                .withStatus("True")
                                .withLastTransitionTime(now)
                                .build())
                        .withContainerStatuses(new ContainerStatusBuilder()
                                .withName(
                                        pod.getSpec().getContainers().getFirst().getName())
                                .withReady(true)
                                .withRestartCount(0)
                                .withImage("orders:1")
                                .withImageID("orders:1")
                                .withNewState()
                                .withNewRunning()
                                .withStartedAt(now)
                                .endRunning()
                                .endState()
                                .build())
                        .endStatus()
                        .build());
    }

    Pod status(String pod, UnaryOperator<Pod> change) {
        return client.pods().inNamespace(namespace).withName(pod).editStatus(change);
    }

    /** As the kubelet reports an ephemeral container. */
    void agentRuns(String pod, String agent) {
        status(
                pod,
                p -> new PodBuilder(p)
                        .editStatus()
                        .addToEphemeralContainerStatuses(new ContainerStatusBuilder()
                                .withName(agent)
                                .withReady(false)
                                .withRestartCount(0)
                                .withImage("a")
                                .withImageID("a")
                                .withNewState()
                                .withNewRunning()
                                .endRunning()
                                .endState()
                                .build())
                        .endStatus()
                        .build());
    }

    void agentEnds(String pod, String agent, int exitCode, String message) {
        status(
                pod,
                p -> new PodBuilder(p)
                        .editStatus()
                        .removeMatchingFromEphemeralContainerStatuses(
                                s -> Objects.requireNonNull(s.getName()).equals(agent))
                        .addToEphemeralContainerStatuses(new ContainerStatusBuilder()
                                .withName(agent)
                                .withReady(false)
                                .withRestartCount(0)
                                .withImage("a")
                                .withImageID("a")
                                .withNewState()
                                .withNewTerminated()
                                .withExitCode(exitCode)
                                .withReason(exitCode == 0 ? "Completed" : "Error")
                                .withMessage(message)
                                .endTerminated()
                                .endState()
                                .build())
                        .endStatus()
                        .build());
    }

    void deletePod(String name) {
        client.pods().inNamespace(namespace).withName(name).withGracePeriod(0).delete();
    }

    MirrorSession session(String name, @Nullable Target target) {
        return session(name, target, AgentMode.Auto);
    }

    MirrorSession session(String name, @Nullable Target target, AgentMode mode) {
        return session(name, spec(target, Outgoing.NONE, mode));
    }

    MirrorSession session(String name, MirrorSessionSpec spec) {
        MirrorSession session = new MirrorSession();
        session.setMetadata(
                new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
        session.setSpec(spec);
        return client.resource(session).create();
    }

    MirrorSession edit(String name, MirrorSessionSpec spec) {
        return edit(name, session -> {
            session.setSpec(spec);
            return session;
        });
    }

    /** As kubectl edits: once more when the operator wrote in between. */
    MirrorSession edit(String name, UnaryOperator<MirrorSession> change) {
        return await().atMost(FakeAgent.PATIENCE)
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsMatching(e -> e instanceof KubernetesClientException k && k.getCode() == 409)
                .until(
                        () -> client.resources(MirrorSession.class)
                                .inNamespace(namespace)
                                .withName(name)
                                .edit(change),
                        edited -> true);
    }

    static MirrorSessionSpec targetless() {
        return spec(null, Outgoing.NONE, AgentMode.Auto);
    }

    static MirrorSessionSpec spec(@Nullable Target target, Outgoing outgoing, AgentMode mode) {
        return new MirrorSessionSpec(
                target,
                outgoing,
                EnvironmentSelection.ALL,
                new AgentTemplate(mode),
                List.of(new Client("laptop", "A".repeat(124))),
                "8h",
                null);
    }

    static Target orders() {
        return new Target(Target.Kind.Deployment, "orders", null);
    }

    Optional<MirrorSession> get(String name) {
        return Optional.ofNullable(client.resources(MirrorSession.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    MirrorSessionStatus awaitStatus(String name, Predicate<MirrorSessionStatus> wanted) {
        MirrorSession[] last = new MirrorSession[1];
        try {
            await().atMost(FakeAgent.PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        last[0] = get(name).orElseThrow();
                        return last[0].getStatus() != null && wanted.test(last[0].getStatus());
                    });
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError("the status stayed " + (last[0] == null ? null : last[0].getStatus()), e);
        }
        return last[0].getStatus();
    }

    Condition awaitReason(String name, ConditionType type, String reason) {
        return awaitStatus(
                        name,
                        s -> s.condition(type)
                                .filter(c -> c.reason().equals(reason))
                                .isPresent())
                .condition(type)
                .orElseThrow();
    }

    EphemeralContainer awaitAgent(String pod, int generation) {
        return await().atMost(FakeAgent.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () ->
                                client
                                        .pods()
                                        .inNamespace(namespace)
                                        .withName(pod)
                                        .get()
                                        .getSpec()
                                        .getEphemeralContainers()
                                        .stream()
                                        .filter(c -> c.getName().endsWith("-" + generation))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    List<EnvVar> awaitAgentPod(String name) {
        Pod pod = await().atMost(FakeAgent.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> Optional.ofNullable(client.pods()
                                .inNamespace(namespace)
                                .withName(name)
                                .get()),
                        Optional::isPresent)
                .orElseThrow();
        return pod.getSpec().getContainers().getFirst().getEnv();
    }
}
