package dev.periscope.e2e.support;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;

/** An admission policy that lets no ephemeral container into the workloads' namespace. Close it to remove it. */
public final class EphemeralContainersRefused implements AutoCloseable {
    /** What the policy says. */
    public static final String TEXT = "debug containers are not allowed here";

    private final String name;

    private EphemeralContainersRefused(String name) {
        this.name = name;
    }

    /** Returns once the API server goes by it. */
    public static EphemeralContainersRefused in(Workloads workloads) {
        String name = "periscope-e2e-" + workloads.namespace();
        Cluster.client()
                .resource(new ValidatingAdmissionPolicyBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withNewMatchConstraints()
                        .withNewNamespaceSelector()
                        .addToMatchLabels("kubernetes.io/metadata.name", workloads.namespace())
                        .endNamespaceSelector()
                        .addNewResourceRule()
                        .withApiGroups("")
                        .withApiVersions("v1")
                        .withOperations("UPDATE")
                        .withResources("pods/ephemeralcontainers")
                        .endResourceRule()
                        .addNewResourceRule()
                        .withApiGroups("")
                        .withApiVersions("v1")
                        .withOperations("CREATE")
                        .withResources("configmaps")
                        .endResourceRule()
                        .endMatchConstraints()
                        .addNewValidation()
                        .withExpression("false")
                        .withMessage(TEXT)
                        .endValidation()
                        .endSpec()
                        .build())
                .create();
        Cluster.client()
                .resource(new ValidatingAdmissionPolicyBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withPolicyName(name)
                        .withValidationActions("Deny")
                        .endSpec()
                        .build())
                .create();
        await().atMost(Duration.ofSeconds(20)).until(() -> isInForce(workloads));
        return new EphemeralContainersRefused(name);
    }

    /** Asked with a dry run of the ConfigMap that the policy refuses as well: an ephemeral container would stay. */
    private static boolean isInForce(Workloads workloads) {
        try {
            Cluster.client()
                    .configMaps()
                    .inNamespace(workloads.namespace())
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("asked-only")
                            .endMetadata()
                            .build())
                    .dryRun()
                    .create();
            return false;
        } catch (KubernetesClientException refused) {
            return String.valueOf(refused.getMessage()).contains(TEXT);
        }
    }

    @Override
    public void close() {
        Cluster.client()
                .admissionRegistration()
                .v1()
                .validatingAdmissionPolicyBindings()
                .withName(name)
                .delete();
        Cluster.client()
                .admissionRegistration()
                .v1()
                .validatingAdmissionPolicies()
                .withName(name)
                .delete();
    }
}
