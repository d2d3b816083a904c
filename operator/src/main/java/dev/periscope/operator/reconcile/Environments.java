package dev.periscope.operator.reconcile;

import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.operator.environment.ApiLookups;
import dev.periscope.operator.environment.EnvironmentCollector;
import dev.periscope.operator.environment.PodEnvironment;
import dev.periscope.operator.owner.OwnerStamp;
import dev.periscope.operator.settings.SecretsRule;
import dev.periscope.operator.target.TargetResolution;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The environment of each session's target, collected once per agent: a process' environment does not change while it
 * runs, and a ConfigMap that changed since would not be what it has. Thread-safe.
 */
final class Environments {

    private record Key(String podUid, String container, int generation) {}

    private record Collected(Key key, PodEnvironment environment) {}

    private final KubernetesClient client;
    private final SecretsRule rule;
    private final Map<String, Collected> bySession = new ConcurrentHashMap<>();

    Environments(KubernetesClient client, SecretsRule rule) {
        this.client = client;
        this.rule = rule;
    }

    PodEnvironment of(MirrorSession session, @Nullable OwnerStamp owner, TargetResolution target, int generation) {
        if (!(target instanceof TargetResolution.Resolved resolved)) {
            return PodEnvironment.NONE;
        }
        Key key = new Key(resolved.pod().getMetadata().getUid(), resolved.container(), generation);
        String uid = session.getMetadata().getUid();
        Collected known = bySession.get(uid);
        if (known != null && known.key().equals(key)) {
            return known.environment();
        }
        ApiLookups lookups = new ApiLookups(client, session.getMetadata().getNamespace(), rule, owner);
        PodEnvironment collected = EnvironmentCollector.collect(resolved.pod(), resolved.container(), lookups);
        bySession.put(uid, new Collected(key, collected));
        return collected;
    }

    void forget(String sessionUid) {
        bySession.remove(sessionUid);
    }
}
