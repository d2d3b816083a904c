package dev.periscope.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.periscope.crds.v1alpha1.ConditionType;
import dev.periscope.crds.v1alpha1.Reasons;
import dev.periscope.testkit.ApiUser;
import dev.periscope.testkit.KubeApiServer;
import dev.periscope.testkit.WithKubeApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged operator as a process of its own. */
@WithKubeApiServer
class OperatorProcessIT {

    private static final Duration START = Duration.ofSeconds(90);

    private final KubeApiServer api;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int httpPort = freePort();
    private final Process process;

    OperatorProcessIT(KubeApiServer api, @TempDir Path folder) throws IOException {
        new OperatorHarness(api).close(); // installs definition and rights
        this.api = api;
        this.process = launch(folder.resolve("operator.log"));
    }

    private Process launch(Path log) throws IOException {
        Path jar = Path.of("target/quarkus-app/quarkus-run.jar");
        assertThat(Files.exists(jar)).as(jar + " is made by the phase package").isTrue();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "KUBECONFIG",
                        api.kubeconfig(ApiUser.serviceAccount(OperatorHarness.NAMESPACE, "periscope-operator"))
                                .toString(),
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(httpPort),
                        "PERISCOPE_CONTROL_BIND",
                        "127.0.0.1",
                        "PERISCOPE_CONTROL_PORT",
                        "0",
                        "PERISCOPE_OWNERS_STAMPED",
                        "true",
                        "PERISCOPE_ADMISSION_BIND",
                        "127.0.0.1",
                        "PERISCOPE_ADMISSION_PORT",
                        "0"));
        return builder.start();
    }

    /** As an installation would: the configuration lacks the caBundle, and the operator is Ready once it is there. */
    @BeforeEach
    void becomeReady() {
        await().ignoreExceptions()
                .atMost(START)
                .until(() -> get("/q/health/ready").body().contains("\"watches sessions and pods\": true"));
        assertThat(readyNow()).as("before anybody trusts admission").isFalse();
        api.client()
                .resource(AdmissionHarness.configuration(api.client(), 1, "no-namespace-of-this-name"))
                .forceConflicts()
                .serverSideApply();
        await().ignoreExceptions().atMost(START).until(this::readyNow);
    }

    private boolean readyNow() {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
        AdmissionHarness.remove(api.client());
    }

    @Test
    void itReconcilesTellsItsMetricsAndEndsWhenItIsTold() throws Exception {
        Shop shop = new Shop(api.client(), api.namespace());
        shop.session("mine", Shop.orders());
        shop.awaitReason("mine", ConditionType.TargetResolved, Reasons.TARGET_NOT_FOUND);

        // What is counted is counted when the status has been written and seen.
        await().untilAsserted(() -> assertThat(get("/q/metrics").body())
                .contains(
                        "periscope_sessions{phase=\"Pending\"}",
                        "periscope_agents_connected",
                        "periscope_status_writes_total",
                        "periscope_reconcile_seconds_count")
                .doesNotContain("operator_sdk"));

        process.destroy(); // SIGTERM
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("ends within 10 s").isTrue();
        assertThat(process.exitValue()).isIn(0, 143);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
