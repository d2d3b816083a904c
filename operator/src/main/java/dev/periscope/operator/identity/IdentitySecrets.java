package dev.periscope.operator.identity;

import dev.periscope.crds.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/**
 * The Secrets {@value #OPERATOR} and {@value #GATEWAY} of the operator's own namespace: made when absent, read
 * otherwise. Needs {@code create} and {@code get} on Secrets of that namespace.
 */
public final class IdentitySecrets {

    /** Keys {@value #KEY}, {@value #CERTIFICATE}, {@value #HMAC}. */
    public static final String OPERATOR = "periscope-operator-identity";

    /** Keys {@value #KEY}, {@value #CERTIFICATE}; the gateway mounts it. */
    public static final String GATEWAY = "periscope-gateway-identity";

    private static final String KEY = "key.pem";
    private static final String CERTIFICATE = "cert.pem";
    private static final String HMAC = "hmac";

    private final KubernetesClient client;
    private final String namespace;
    private final SecureRandom random;
    private final Clock clock;

    /** The client is not closed by this. */
    public IdentitySecrets(KubernetesClient client, String namespace, SecureRandom random, Clock clock) {
        this.client = client;
        this.namespace = namespace;
        this.random = random;
        this.clock = clock;
    }

    /**
     * @return what both Secrets hold, after making those that were absent
     * @throws IllegalStateException if one holds something else; its message says which
     */
    public Identities ensure() {
        Secret operator = ensure(OPERATOR, true);
        Secret gateway = ensure(GATEWAY, false);
        return new Identities(
                identity(operator),
                new Tokens(Base64.getDecoder().decode(value(operator, HMAC))),
                identity(gateway).keyHash());
    }

    private Secret ensure(String name, boolean withHmac) {
        Secret found = client.secrets().inNamespace(namespace).withName(name).get();
        if (found != null) {
            return found;
        }
        try {
            return client.resource(fresh(name, withHmac)).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            // Another replica was faster: its keys are the ones.
            return client.secrets().inNamespace(namespace).withName(name).require();
        }
    }

    private Secret fresh(String name, boolean withHmac) {
        Identity identity = Identity.create(name, random, clock.instant());
        SecretBuilder builder = new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .addToLabels(Labels.MANAGED_BY, Labels.PERISCOPE)
                .endMetadata()
                .withType("Opaque")
                .addToData(Map.of(KEY, base64(identity.keyPem()), CERTIFICATE, base64(identity.certificatePem())));
        if (withHmac) {
            byte[] hmac = new byte[Tokens.KEY_BYTES];
            random.nextBytes(hmac);
            builder.addToData(HMAC, Base64.getEncoder().encodeToString(hmac));
        }
        return builder.build();
    }

    private static Identity identity(Secret secret) {
        try {
            return Identity.fromPem(text(secret, KEY), text(secret, CERTIFICATE));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "Secret " + secret.getMetadata().getName() + ": " + e.getMessage()
                            + "; delete the Secret and restart the operator to have it made anew",
                    e);
        }
    }

    private static String text(Secret secret, String key) {
        return new String(Base64.getDecoder().decode(value(secret, key)), StandardCharsets.UTF_8);
    }

    private static String value(Secret secret, String key) {
        String value = secret.getData() == null ? null : secret.getData().get(key);
        if (value == null) {
            throw new IllegalStateException("Secret " + secret.getMetadata().getName() + " lacks the key " + key
                    + "; delete the Secret and restart the operator to have it made anew");
        }
        return value;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
