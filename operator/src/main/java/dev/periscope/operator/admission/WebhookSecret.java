package dev.periscope.operator.admission;

import dev.periscope.crds.v1alpha1.Labels;
import dev.periscope.operator.identity.Identity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Keeps the webhook's keys in the Secret {@value #NAME} of the operator's namespace. Needs {@code create} on Secrets
 * there, and {@code get} and {@code update} on that one. Used by one thread at a time.
 */
final class WebhookSecret {

    /** Entries {@code KEYHASH.key} (PKCS #8) and {@code KEYHASH.crt}, PEM. */
    static final String NAME = "periscope-webhook";

    private static final Logger LOG = Logger.getLogger(WebhookSecret.class);
    private static final String KEY = ".key";
    private static final String CERTIFICATE = ".crt";

    private final KubernetesClient client;
    private final String namespace;
    private final List<String> names;
    private final SecureRandom random;
    private final Clock clock;

    WebhookSecret(KubernetesClient client, String namespace, List<String> names, SecureRandom random, Clock clock) {
        this.client = client;
        this.namespace = namespace;
        this.names = List.copyOf(names);
        this.random = random;
        this.clock = clock;
    }

    /**
     * Makes the first key, makes the next when its time comes, drops what is over.
     *
     * @return what is stored now
     * @throws KubernetesClientException if the API server does not let it, or another replica was faster: try again
     */
    WebhookKeys maintain() {
        Secret stored = client.secrets().inNamespace(namespace).withName(NAME).get();
        WebhookKeys known = stored == null ? new WebhookKeys(List.of()) : read(stored);
        WebhookKeys next = known.maintained(clock.instant(), names, this::fresh);
        if (stored == null) {
            return create(next);
        }
        if (!next.equals(known)) {
            // With the version that was read: a replica that was faster makes this one fail.
            client.resource(new SecretBuilder(stored).withData(data(next)).build())
                    .update();
            LOG.infof(
                    "webhook keys: %d trusted, the newest expires %s",
                    next.keys().size(),
                    next.keys().getLast().certificate().getNotAfter().toInstant());
        }
        return next;
    }

    private WebhookKeys create(WebhookKeys first) {
        try {
            client.resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName(NAME)
                            .withNamespace(namespace)
                            .addToLabels(Labels.MANAGED_BY, Labels.PERISCOPE)
                            .endMetadata()
                            .withType("Opaque")
                            .withData(data(first))
                            .build())
                    .create();
            return first;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            return read(client.secrets().inNamespace(namespace).withName(NAME).require());
        }
    }

    private Identity fresh() {
        return Identity.create(NAME, names, WebhookKeys.VALIDITY, random, clock.instant());
    }

    private static Map<String, String> data(WebhookKeys keys) {
        Map<String, String> data = new HashMap<>();
        for (Identity key : keys.keys()) {
            data.put(key.keyHash() + KEY, base64(key.keyPem()));
            data.put(key.keyHash() + CERTIFICATE, base64(key.certificatePem()));
        }
        return data;
    }

    /** What is no key is passed over: these keys can be made anew at any time. */
    private static WebhookKeys read(Secret secret) {
        Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
        List<Identity> keys = new ArrayList<>();
        for (Map.Entry<String, String> entry : data.entrySet()) {
            String name = entry.getKey();
            String certificate = data.get(name.replace(KEY, CERTIFICATE));
            if (name.endsWith(KEY) && certificate != null) {
                try {
                    keys.add(Identity.fromPem(text(entry.getValue()), text(certificate)));
                } catch (IllegalArgumentException e) {
                    LOG.warnf("Secret %s: %s is passed over and replaced: %s", NAME, name, e.getMessage());
                }
            }
        }
        return new WebhookKeys(keys);
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
