package dev.periscope.operator.environment;

import dev.periscope.operator.owner.OwnerStamp;
import dev.periscope.operator.settings.SecretsRule;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lookups by the API server, for one container at one time. Needs {@code get} on ConfigMaps, {@code list} on Services,
 * {@code create} on SubjectAccessReviews, and for values from Secrets {@code get} on Secrets; without that last right
 * they are withheld. Not thread-safe: it remembers answers.
 */
public final class ApiLookups implements Lookups {

    private final KubernetesClient client;
    private final String namespace;
    private final SecretsRule rule;
    private final @Nullable OwnerStamp owner;
    private final Map<String, Optional<Map<String, String>>> secrets = new HashMap<>();
    private final Map<String, Boolean> verdicts = new HashMap<>();

    /** The client is not closed by this. A null owner is one nobody vouches for. */
    public ApiLookups(KubernetesClient client, String namespace, SecretsRule rule, @Nullable OwnerStamp owner) {
        this.client = client;
        this.namespace = namespace;
        this.rule = rule;
        this.owner = owner;
    }

    @Override
    public Optional<Map<String, String>> configMap(String name) {
        return permitted(() -> client.configMaps()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .map(ConfigMap::getData);
    }

    @Override
    public Optional<Map<String, String>> secret(String name) {
        return secrets.computeIfAbsent(
                name,
                key -> permitted(() -> client.secrets()
                                .inNamespace(namespace)
                                .withName(key)
                                .get())
                        .map(ApiLookups::decoded));
    }

    @Override
    public boolean mayGive(String secret) {
        return switch (rule) {
            case Deny -> false;
            case Allow -> true;
            case IfReadable -> verdicts.computeIfAbsent(secret, this::ownerReads);
        };
    }

    private boolean ownerReads(String secret) {
        if (owner == null) {
            return false;
        }
        var review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(owner.username())
                .withUid(owner.uid())
                .withGroups(owner.groups())
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withResource("secrets")
                .withVerb("get")
                .withName(secret)
                .endResourceAttributes()
                .endSpec()
                .build();
        var answer = client.authorization().v1().subjectAccessReview().create(review);
        return answer.getStatus() != null
                && Boolean.TRUE.equals(answer.getStatus().getAllowed());
    }

    @Override
    public List<Service> services() {
        List<Service> all = new ArrayList<>();
        permitted(() -> client.services()
                        .inNamespace("default")
                        .withName("kubernetes")
                        .get())
                .ifPresent(all::add);
        permitted(() -> client.services().inNamespace(namespace).list().getItems())
                .ifPresent(all::addAll);
        return all;
    }

    private static <T> Optional<T> permitted(Supplier<@Nullable T> read) {
        try {
            return Optional.ofNullable(read.get());
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Map<String, String> decoded(Secret secret) {
        Map<String, String> data = new HashMap<>();
        if (secret.getData() != null) {
            secret.getData()
                    .forEach((key, value) ->
                            data.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        }
        return data;
    }
}
