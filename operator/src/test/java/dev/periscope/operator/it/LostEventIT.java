package dev.periscope.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import dev.periscope.crds.v1alpha1.Phase;
import dev.periscope.crds.v1alpha1.Target;
import dev.periscope.testkit.KubeApiServer;
import dev.periscope.testkit.WithKubeApiServer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * JOSDK 5.3 and 5.4 lose what happens to a session while it is being reconciled, when the reconciliation then writes a
 * status: an upgrade has to pass this first.
 */
@WithKubeApiServer
class LostEventIT {

    private static final int SESSIONS = 20;

    private final KubernetesClient client;
    private final String namespace;
    private final Shop shop;

    LostEventIT(KubeApiServer api) {
        new OperatorHarness(api).close(); // installs the definition
        this.client = api.client();
        this.namespace = api.namespace();
        this.shop = new Shop(client, namespace);
    }

    @ParameterizedTest(name = "while deleting is {0}")
    @ValueSource(booleans = {false, true})
    void nothingThatHappensDuringAReconciliationIsLost(boolean delete) {
        Racy racy = new Racy(client, namespace, delete);
        Operator operator = new Operator(o ->
                o.withKubernetesClient(client).withCloseClientOnStop(false).checkingCRDAndValidateLocalModel(false));
        operator.register(racy, (ControllerConfigurationOverrider<MirrorSession> c) -> c.settingNamespace(namespace));
        operator.start();
        try {
            IntStream.range(0, SESSIONS)
                    .forEach(i -> shop.session("racy-" + delete + "-" + i, (@Nullable Target) null));

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(racy.sawItAgain).hasSize(SESSIONS));
        } finally {
            operator.stop();
        }
    }

    /** Changes, or deletes, each session while it is reconciled for the first time. */
    @ControllerConfiguration(name = "racy")
    static final class Racy implements Reconciler<MirrorSession>, Cleaner<MirrorSession> {
        private final KubernetesClient other;
        private final String namespace;
        private final boolean delete;
        private final Map<String, Boolean> changed = new ConcurrentHashMap<>();
        final Set<String> sawItAgain = ConcurrentHashMap.newKeySet();

        Racy(KubernetesClient other, String namespace, boolean delete) {
            this.other = other;
            this.namespace = namespace;
            this.delete = delete;
        }

        @Override
        public UpdateControl<MirrorSession> reconcile(MirrorSession session, Context<MirrorSession> context) {
            String name = session.getMetadata().getName();
            var resource =
                    other.resources(MirrorSession.class).inNamespace(namespace).withName(name);
            if (changed.putIfAbsent(name, true) != null) {
                if (!delete && session.getSpec().ttl().equals("7h")) {
                    sawItAgain.add(name);
                }
            } else if (delete) {
                resource.delete();
            } else {
                resource.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"ttl\":\"7h\"}}");
            }
            MirrorSession fresh = new MirrorSession();
            fresh.setMetadata(new ObjectMetaBuilder()
                    .withName(name)
                    .withNamespace(namespace)
                    .build());
            fresh.setStatus(statusOf(session.getMetadata().getGeneration()));
            PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(session, fresh, context);
            return UpdateControl.noUpdate();
        }

        @SuppressWarnings("NullAway") // absent lists become empty ones
        private static MirrorSessionStatus statusOf(Long generation) {
            return new MirrorSessionStatus(
                    generation, Phase.Pending, null, null, null, null, null, null, null, null, null, null, null, null);
        }

        @Override
        public DeleteControl cleanup(MirrorSession session, Context<MirrorSession> context) {
            sawItAgain.add(session.getMetadata().getName());
            return DeleteControl.defaultDelete();
        }
    }
}
