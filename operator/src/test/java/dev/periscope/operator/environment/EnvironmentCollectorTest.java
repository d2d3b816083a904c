package dev.periscope.operator.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvironmentCollectorTest {

    private static final Map<String, Map<String, String>> SECRETS =
            Map.of("mine", Map.of("TOKEN", "t0k3n"), "theirs", Map.of("PASSWORD", "pa55", "PLAIN", "from-secret"));

    @Test
    void valuesComeInTheKubeletsOrderWithReferencesExpanded() {
        PodEnvironment environment = collect("""
                envFrom: [{prefix: CFG_, configMapRef: {name: settings}}]
                env:
                - {name: HOST, value: postgres}
                - {name: URL, value: "jdbc://$(HOST):$(DB_SERVICE_PORT)/$$(HOST)/$(UNKNOWN)"}
                - {name: CFG_COLOUR, value: red}
                """);

        assertThat(environment.values())
                .containsEntry("URL", "jdbc://postgres:5432/$(HOST)/$(UNKNOWN)")
                .containsEntry("CFG_COLOUR", "red")
                .containsEntry("CFG_SIZE", "large")
                .containsEntry("DB_SERVICE_HOST", "10.0.0.9")
                .containsEntry("DB_PORT_5432_TCP_ADDR", "10.0.0.9")
                .containsEntry("DB_SERVICE_PORT_SQL", "5432");
        assertThat(environment.withheld()).isEmpty();
    }

    @Test
    void fieldAndResourceReferencesAreResolved() {
        PodEnvironment environment = collect("""
                env:
                - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                - {name: ADDRESS, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                - {name: APP, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}
                - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
                - {name: MEMORY, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
                resources: {limits: {cpu: 1500m, memory: 256Mi}}
                """);

        assertThat(environment.values())
                .containsEntry("POD", "orders-1")
                .containsEntry("ADDRESS", "10.244.0.5")
                .containsEntry("APP", "orders")
                .containsEntry("CPU", "2")
                .containsEntry("MEMORY", "256");
    }

    @Test
    void secretsAreGivenOnlyWhereTheyMayBe() {
        PodEnvironment environment = collect("""
                envFrom: [{secretRef: {name: mine}}, {prefix: X_, secretRef: {name: theirs}}]
                env:
                - {name: A, valueFrom: {secretKeyRef: {name: mine, key: TOKEN}}}
                - {name: B, valueFrom: {secretKeyRef: {name: theirs, key: PASSWORD}}}
                """);

        assertThat(environment.values())
                .containsEntry("TOKEN", "t0k3n")
                .containsEntry("A", "t0k3n")
                .doesNotContainKeys("B", "X_PASSWORD", "X_PLAIN")
                .doesNotContainValue("pa55");
        assertThat(environment.withheld()).containsExactly("B", "X_PASSWORD", "X_PLAIN");
        assertThat(environment.complete()).isTrue();
    }

    @Test
    void whatRefersToAWithheldValueIsWithheldToo() {
        PodEnvironment environment = collect("""
                env:
                - {name: PASSWORD, valueFrom: {secretKeyRef: {name: theirs, key: PASSWORD}}}
                - {name: URL, value: "jdbc://me:$(PASSWORD)@db"}
                """);

        assertThat(environment.withheld()).containsExactly("PASSWORD", "URL");
        assertThat(environment.values()).doesNotContainKeys("PASSWORD", "URL");
    }

    @Test
    void theLastWordOnANameDecidesWhetherItIsSecret() {
        PodEnvironment environment = collect("""
                envFrom: [{secretRef: {name: theirs}}]
                env: [{name: PLAIN, value: open}]
                """);

        assertThat(environment.values()).containsEntry("PLAIN", "open");
        assertThat(environment.withheld()).containsExactly("PASSWORD");
    }

    @Test
    void aSecretWhoseNamesAreUnknownMakesTheListIncomplete() {
        assertThat(collect("envFrom: [{secretRef: {name: unreadable}}]").complete())
                .isFalse();
    }

    @Test
    void whatBelongsToTheImageIsLeftOut() {
        PodEnvironment environment = collect("""
                env: [{name: PATH, value: /bin}, {name: LD_PRELOAD, value: x.so}, {name: JAVA_TOOL_OPTIONS, value: -Xmx1g}]
                """);

        assertThat(environment.values()).doesNotContainKeys("PATH", "LD_PRELOAD", "JAVA_TOOL_OPTIONS");
    }

    @Test
    void anEnvironmentNeverShowsAValue() {
        assertThat(collect("env: [{name: A, value: s3cr3t}]").toString()).doesNotContain("s3cr3t");
    }

    private static PodEnvironment collect(String container) {
        String indented = container.indent(4);
        Pod pod = Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: orders-1, namespace: shop, labels: {app: orders}}
                status: {podIP: 10.244.0.5}
                spec:
                  containers:
                  - name: app
                """ + indented, Pod.class);
        return EnvironmentCollector.collect(pod, "app", new Known());
    }

    private static final class Known implements Lookups {
        @Override
        public Optional<Map<String, String>> configMap(String name) {
            return name.equals("settings") ? Optional.of(Map.of("COLOUR", "blue", "SIZE", "large")) : Optional.empty();
        }

        @Override
        public Optional<Map<String, String>> secret(String name) {
            return Optional.ofNullable(SECRETS.get(name));
        }

        @Override
        public boolean mayGive(String secret) {
            return Set.of("mine").contains(secret);
        }

        @Override
        public List<Service> services() {
            return List.of(new ServiceBuilder()
                    .withNewMetadata()
                    .withName("db")
                    .endMetadata()
                    .withNewSpec()
                    .withClusterIP("10.0.0.9")
                    .addNewPort()
                    .withName("sql")
                    .withPort(5432)
                    .withProtocol("TCP")
                    .endPort()
                    .endSpec()
                    .build());
        }
    }
}
