package dev.periscope.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** An admission webhook that this JVM serves, asked by the real API server. */
@WithKubeApiServer
class WebhookIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theServerAsksAWebhookOfThisJvm(KubeApiServer api, KubernetesClient client)
            throws IOException, GeneralSecurityException {
        String namespace = api.namespace();
        HttpsServer webhook = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.setHttpsConfigurator(
                new HttpsConfigurator(api.authority().server("127.0.0.1").serverContext()));
        webhook.createContext("/validate", WebhookIT::refuse);
        webhook.start();
        ValidatingWebhookConfiguration configuration =
                configuration(api, namespace, webhook.getAddress().getPort());
        client.resource(configuration).create();
        try {
            // A new configuration takes effect within about a second.
            await().untilAsserted(() -> assertThat(refusal(client, namespace)).contains("not by alice, but by admin"));
        } finally {
            client.resource(configuration).delete();
            webhook.stop(0);
        }
    }

    private static String refusal(KubernetesClient client, String namespace) {
        ConfigMap wanted = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withGenerateName("refused-")
                .endMetadata()
                .build();
        try {
            client.resource(wanted).create();
            return "created";
        } catch (KubernetesClientException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode review = JSON.readTree(exchange.getRequestBody());
            byte[] answer = """
                    {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"%s","allowed":false,
                     "status":{"message":"not by alice, but by %s"}}}""".formatted(
                            review.at("/request/uid").asText(),
                            review.at("/request/userInfo/username").asText())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static ValidatingWebhookConfiguration configuration(KubeApiServer api, String namespace, int port) {
        String bundle =
                Base64.getEncoder().encodeToString(api.authority().certificate().getBytes(StandardCharsets.US_ASCII));
        return new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName("testkit-webhook")
                .endMetadata()
                .addNewWebhook()
                .withName("testkit.periscope.dev")
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .withNewClientConfig()
                .withUrl("https://127.0.0.1:%d/validate".formatted(port))
                .withCaBundle(bundle)
                .endClientConfig()
                .withNewNamespaceSelector()
                .addToMatchLabels("kubernetes.io/metadata.name", namespace)
                .endNamespaceSelector()
                .addNewRule()
                .withApiGroups("")
                .withApiVersions("v1")
                .withOperations("CREATE")
                .withResources("configmaps")
                .endRule()
                .endWebhook()
                .build();
    }
}
