package dev.periscope.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.MirrorSessionSpec;
import dev.periscope.testkit.KubeApiServer;
import dev.periscope.testkit.WithKubeApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One file per case under {@code valid/} and {@code invalid/}, named after what it shows. */
@WithKubeApiServer
class CustomResourceValidationIT {

    private final KubernetesClient client;
    private final String namespace;

    CustomResourceValidationIT(KubeApiServer api) {
        this.client = api.client();
        this.namespace = api.namespace();
    }

    @BeforeEach
    void install() throws IOException {
        Path definition =
                Path.of(System.getProperty("periscope.root"), "deploy/crds/mirrorsessions.periscope.dev.yaml");
        try (var in = Files.newInputStream(definition)) {
            client.load(in).forceConflicts().serverSideApply();
        }
        await().ignoreExceptions()
                .atMost(Duration.ofSeconds(20))
                .until(() -> client.resources(MirrorSession.class)
                                .inNamespace(namespace)
                                .list()
                        != null);
    }

    @TestFactory
    Stream<DynamicTest> validOnesAreTaken() throws IOException, URISyntaxException {
        return files("valid")
                .map(file -> DynamicTest.dynamicTest(name(file), () -> {
                    MirrorSession taken = create(file);
                    assertThat(taken.getSpec()).isEqualTo(session(file).getSpec());
                }));
    }

    @TestFactory
    Stream<DynamicTest> invalidOnesAreRefusedForTheirFault() throws IOException, URISyntaxException {
        return files("invalid")
                .map(file -> DynamicTest.dynamicTest(name(file), () -> {
                    String expected = Files.readAllLines(file).getFirst().substring("# expect: ".length());
                    assertThatThrownBy(() -> create(file))
                            .isInstanceOf(KubernetesClientException.class)
                            .hasMessageContaining(expected);
                }));
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"target\":{\"kind\":\"Pod\",\"name\":\"a\"}} | {\"target\":{\"name\":\"b\"}} | target is immutable",
                "{\"target\":{\"kind\":\"Pod\",\"name\":\"a\"}} | {\"target\":null} | target is immutable",
                "{} | {\"target\":{\"kind\":\"Pod\",\"name\":\"a\"}} | target is immutable",
                "{} | {\"agent\":{\"mode\":\"Pod\"}} | agent.mode is immutable",
            })
    void whatIsImmutableStays(String before, String change, String message) {
        MirrorSession session = client.getKubernetesSerialization()
                .unmarshal(
                        "{\"apiVersion\":\"periscope.dev/v1alpha1\",\"kind\":\"MirrorSession\",\"spec\":" + before
                                + "}",
                        MirrorSession.class);
        session.getMetadata().setGenerateName("immutable-");
        session.getMetadata().setNamespace(namespace);
        MirrorSession created = client.resource(session).create();

        assertThatThrownBy(() -> client.resource(created)
                        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + change + "}"))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(message);
    }

    @Test
    void defaultsAreThoseOfTheRecords() {
        MirrorSession session = new MirrorSession();
        session.getMetadata().setName("defaults");
        session.getMetadata().setNamespace(namespace);
        session.setSpec(
                Objects.requireNonNull(client.getKubernetesSerialization().unmarshal("{}", MirrorSessionSpec.class)));

        MirrorSession created = client.resource(session).create();

        assertThat(created.getSpec()).isEqualTo(session.getSpec());
        assertThat(created.getSpec().ttl()).isEqualTo("8h");
    }

    /** As kubectl sends it: what the records cannot hold is to be refused by the server, not by them. */
    private MirrorSession create(Path file) throws IOException {
        GenericKubernetesResource raw =
                client.getKubernetesSerialization().unmarshal(Files.readString(file), GenericKubernetesResource.class);
        raw.getMetadata().setName(name(file));
        raw.getMetadata().setNamespace(namespace);
        GenericKubernetesResource created = client.resource(raw).create();
        return client.getKubernetesSerialization()
                .unmarshal(client.getKubernetesSerialization().asJson(created), MirrorSession.class);
    }

    private MirrorSession session(Path file) throws IOException {
        return client.getKubernetesSerialization().unmarshal(Files.readString(file), MirrorSession.class);
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.yaml$", "");
    }

    private static Stream<Path> files(String folder) throws IOException, URISyntaxException {
        Path path = Path.of(Objects.requireNonNull(CustomResourceValidationIT.class.getResource("/" + folder))
                .toURI());
        try (Stream<Path> files = Files.list(path)) {
            List<Path> sorted = files.sorted().toList();
            return sorted.stream();
        }
    }
}
