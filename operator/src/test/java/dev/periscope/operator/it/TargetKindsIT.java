package dev.periscope.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.crds.v1alpha1.Reasons;
import dev.periscope.crds.v1alpha1.Target;
import dev.periscope.operator.target.ApiWorkloads;
import dev.periscope.operator.target.PodSelection;
import dev.periscope.testkit.ApiUser;
import dev.periscope.testkit.KubeApiServer;
import dev.periscope.testkit.WithKubeApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of target leads to its pods and to no others. */
@WithKubeApiServer
class TargetKindsIT {

    private static final String TEMPLATE =
            "template: {metadata: {labels: {app: orders}}, spec: {restartPolicy: %s, containers: [{name: app, image: a}]}}";

    private final KubeApiServer api;
    private final String namespace;

    TargetKindsIT(KubeApiServer api) {
        new OperatorHarness(api).close(); // installs the rights
        this.api = api;
        this.namespace = api.namespace();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deployment | apps/v1 | {selector: {matchLabels: {app: orders}}, ALWAYS}",
                "StatefulSet | apps/v1 | {serviceName: orders, selector: {matchLabels: {app: orders}}, ALWAYS}",
                "DaemonSet | apps/v1 | {selector: {matchExpressions: [{key: app, operator: In, values: [orders, x]}]}, ALWAYS}",
                "ReplicaSet | apps/v1 | {selector: {matchLabels: {app: orders}}, ALWAYS}",
                "Service | v1 | {selector: {app: orders}, ports: [{port: 80}]}",
            })
    void aSelectorFindsItsPods(Target.Kind kind, String version, String spec) {
        create("apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: orders}\nspec: "
                + spec.replace("ALWAYS", TEMPLATE.formatted("Always")));

        assertThat(finds(kind, pod(Map.of("app", "orders", "other", "label")))).isTrue();
        assertThat(finds(kind, pod(Map.of("app", "inventory")))).isFalse();
        assertThat(finds(kind, pod(Map.of()))).isFalse();
    }

    @Test
    void aPodIsFoundByItsName() {
        assertThat(finds(Target.Kind.Pod, pod(Map.of()))).isTrue();
    }

    @Test
    void aCronJobStandsForThePodsOfItsRuns() {
        String job = "{template: " + TEMPLATE.formatted("Never").substring("template: ".length()) + "}";
        HasMetadata cronJob = create("apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: orders}\n"
                + "spec: {schedule: '0 0 * * *', jobTemplate: {spec: " + job + "}}");
        HasMetadata run = create("apiVersion: batch/v1\nkind: Job\nmetadata: {name: orders-1, ownerReferences:"
                + " [{apiVersion: batch/v1, kind: CronJob, name: orders, uid: "
                + cronJob.getMetadata().getUid()
                + "}]}\nspec: " + job);
        HasMetadata other = create("apiVersion: batch/v1\nkind: Job\nmetadata: {name: another}\nspec: " + job);

        assertThat(finds(Target.Kind.CronJob, ofRun(run))).isTrue();
        assertThat(finds(Target.Kind.CronJob, ofRun(other))).isFalse();
    }

    @Test
    void aJobFindsThePodsOfItsRun() {
        HasMetadata job = create("apiVersion: batch/v1\nkind: Job\nmetadata: {name: orders}\nspec: {"
                + TEMPLATE.formatted("Never") + "}");

        assertThat(finds(Target.Kind.Job, ofRun(job))).isTrue();
        assertThat(finds(Target.Kind.Job, pod(Map.of("app", "orders")))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = Target.Kind.class, names = "Pod", mode = EnumSource.Mode.EXCLUDE)
    void whatTheOperatorMayNotReadIsSaid(Target.Kind kind) {
        try (KubernetesClient nobody = api.client(ApiUser.of("nobody"))) {
            PodSelection selection = new ApiWorkloads(nobody).select(namespace, new Target(kind, "orders", null));

            assertThat(selection).isInstanceOfSatisfying(PodSelection.None.class, none -> {
                assertThat(none.reason()).isEqualTo(Reasons.TARGET_FORBIDDEN);
                assertThat(none.message()).contains("grant its service account get on");
            });
        }
    }

    private boolean finds(Target.Kind kind, Pod pod) {
        try (KubernetesClient operator =
                api.client(ApiUser.serviceAccount(OperatorHarness.NAMESPACE, "periscope-operator"))) {
            return new ApiWorkloads(operator).select(namespace, new Target(kind, "orders", null))
                            instanceof PodSelection.Matching matching
                    && matching.test().test(pod);
        }
    }

    private HasMetadata create(String yaml) {
        List<HasMetadata> created = api.client()
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(namespace)
                .create();
        return created.getFirst();
    }

    private static Pod ofRun(HasMetadata job) {
        return pod(Map.of(
                "app",
                "orders",
                "batch.kubernetes.io/controller-uid",
                job.getMetadata().getUid()));
    }

    private static Pod pod(Map<String, String> labels) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("orders")
                .withLabels(labels)
                .endMetadata()
                .build();
    }
}
