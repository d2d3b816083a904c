package dev.periscope.e2e.support;

import dev.periscope.e2e.programs.TestServer;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A namespace of its own with a Deployment and Service {@code app}, the target, and another one {@code server}, both running
 * {@link TestServer}. Removed on close.
 */
public final class Workloads implements AutoCloseable {

    /** First port of the test servers in the cluster. */
    public static final int FIRST_PORT = 7000;

    private static final String IMAGE = "periscope/demo-app:dev";
    private static final String JAVA = "/jre/bin/java";

    private final KubernetesClient client = Cluster.client();
    private final String namespace;

    private Workloads(String namespace) {
        this.namespace = namespace;
    }

    /** Creates the namespace and waits until both Deployments are ready. */
    public static Workloads create(String prefix) {
        var workloads =
                new Workloads(prefix + "-" + UUID.randomUUID().toString().substring(0, 6));
        workloads.apply();
        return workloads;
    }

    public String namespace() {
        return namespace;
    }

    /** The target's only pod. */
    public Pod target() {
        return pod("app");
    }

    /** The one ready pod of this Deployment that is not being deleted. */
    public Pod pod(String app) {
        return client.pods().inNamespace(namespace).withLabel("app", app).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no pod of " + app + " in " + namespace));
    }

    public String address(String app) {
        return pod(app).getStatus().getPodIP();
    }

    /** Creates one more Deployment of this name that has no pods. */
    public void createWithoutPods(String app) {
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .resource(deployment(app)
                        .edit()
                        .editSpec()
                        .withReplicas(0)
                        .endSpec()
                        .build())
                .create();
    }

    private void apply() {
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        client.configMaps()
                .inNamespace(namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("programs")
                        .endMetadata()
                        .withBinaryData(Map.of("programs.jar", ProgramsJar.base64()))
                        .build())
                .create();
        for (String app : List.of("app", "server")) {
            client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .resource(deployment(app))
                    .create();
            service(app);
        }
        for (String app : List.of("app", "server")) {
            client.apps().deployments().inNamespace(namespace).withName(app).waitUntilReady(60, TimeUnit.SECONDS);
        }
    }

    private Deployment deployment(String app) {
        var container = new ContainerBuilder()
                .withName("app")
                .withImage(IMAGE)
                .withImagePullPolicy("IfNotPresent")
                .withCommand(JAVA, "-XX:+UseSerialGC", "-Xmx64m", "-cp", "/programs/programs.jar")
                .addToCommand(TestServer.class.getName(), app, String.valueOf(FIRST_PORT))
                .addNewEnv()
                .withName("GREETING")
                .withValue("from-" + app)
                .endEnv()
                .addNewVolumeMount()
                .withName("programs")
                .withMountPath("/programs")
                .endVolumeMount()
                .withNewReadinessProbe()
                .withNewTcpSocket()
                .withPort(new IntOrString(FIRST_PORT))
                .endTcpSocket()
                .withPeriodSeconds(1)
                .endReadinessProbe()
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(1000L)
                .withRunAsGroup(3000L)
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .build();
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(app)
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .withNewSelector()
                .withMatchLabels(Map.of("app", app))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Map.of("app", app))
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(1L)
                .withContainers(container)
                .addNewVolume()
                .withName("programs")
                .withNewConfigMap()
                .withName("programs")
                .endConfigMap()
                .endVolume()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private void service(String app) {
        var ports = new ArrayList<ServicePort>();
        for (int i = 0; i < TestServer.PORTS; i++) {
            ports.add(new ServicePortBuilder()
                    .withName("p" + i)
                    .withPort(FIRST_PORT + i)
                    .withProtocol(i == TestServer.UDP_ECHO ? "UDP" : "TCP")
                    .build());
        }
        client.services()
                .inNamespace(namespace)
                .resource(new io.fabric8.kubernetes.api.model.ServiceBuilder()
                        .withNewMetadata()
                        .withName(app)
                        .endMetadata()
                        .withNewSpec()
                        .withSelector(Map.of("app", app))
                        .withPorts(ports)
                        .endSpec()
                        .build())
                .create();
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).delete();
    }
}
