package dev.periscope.operator.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.crds.v1alpha1.Reasons;
import dev.periscope.crds.v1alpha1.ResolvedTarget;
import dev.periscope.crds.v1alpha1.Target;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TargetResolverTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Target ORDERS = new Target(Target.Kind.Deployment, "orders", null);

    @Test
    void theNewestPodThatIsReadyForAWhileIsTaken() {
        assertThat(resolve(
                        null,
                        pod("old", "11:00:00", "11:00:05"),
                        pod("new", "11:30:00", "11:30:05"),
                        pod("brand-new", "11:59:50", "11:59:55")))
                .isEqualTo("new/app");
    }

    @Test
    void whileNoneIsReadyForAWhileTheOldestReadyOneIsTaken() {
        assertThat(resolve(null, pod("a", "11:59:50", "11:59:55"), pod("b", "11:59:52", "11:59:56")))
                .isEqualTo("a/app");
    }

    @Test
    void podsOfOneSecondAreTakenByName() {
        assertThat(resolve(null, pod("a", "11:00:00", "11:00:05"), pod("b", "11:00:00", "11:00:05")))
                .isEqualTo("b/app");
    }

    @Test
    void aSessionStaysWithItsPodThoughItIsNotReady() {
        ResolvedTarget current = new ResolvedTarget("a", "uid-a", null, "app");

        assertThat(resolve(current, pod("a", "11:00:00", null), pod("b", "11:00:00", "11:00:05")))
                .isEqualTo("a/app");
    }

    @Test
    void aSessionLeavesAPodThatIsBeingDeletedOrWasReplacedUnderItsName() {
        Pod leaving = new PodBuilder(pod("a", "11:00:00", "11:00:05"))
                .editMetadata()
                .withDeletionTimestamp("2026-11-24T11:59:59Z")
                .endMetadata()
                .build();
        Pod other = pod("b", "11:00:00", "11:00:05");

        assertThat(resolve(new ResolvedTarget("a", "uid-a", null, "app"), leaving, other))
                .isEqualTo("b/app");
        assertThat(resolve(new ResolvedTarget("b", "uid-of-before", null, "app"), leaving, other))
                .isEqualTo("b/app");
    }

    @Test
    void theAnnotatedContainerComesBeforeTheFirstThatIsNoSideCar() {
        Pod pod = new PodBuilder(pod("a", "11:00:00", "11:00:05"))
                .editSpec()
                .addNewContainer()
                .withName("web")
                .endContainer()
                .addToContainers(
                        0, new ContainerBuilder().withName("istio-proxy").build())
                .endSpec()
                .build();
        Pod annotated = new PodBuilder(pod)
                .editMetadata()
                .withAnnotations(Map.of("kubectl.kubernetes.io/default-container", "web"))
                .endMetadata()
                .build();

        assertThat(resolve(null, pod)).isEqualTo("a/app");
        assertThat(resolve(null, annotated)).isEqualTo("a/web");
    }

    @Test
    void podsThatAreNotReadyAreNamedWithTheirState() {
        TargetResolution resolution =
                resolver(List.of(pod("a", "11:00:00", null))).resolve("shop", ORDERS, null, NOW);

        assertThat(resolution).isInstanceOfSatisfying(TargetResolution.Unresolved.class, unresolved -> {
            assertThat(unresolved.reason()).isEqualTo(Reasons.NO_READY_POD);
            assertThat(unresolved.message()).contains("Deployment/orders", "a is not ready", "describe pod a");
        });
    }

    private static String resolve(@Nullable ResolvedTarget current, Pod... pods) {
        TargetResolution resolution = resolver(List.of(pods)).resolve("shop", ORDERS, current, NOW);
        return resolution instanceof TargetResolution.Resolved resolved
                ? resolved.pod().getMetadata().getName() + "/" + resolved.container()
                : resolution.toString();
    }

    private static TargetResolver resolver(List<Pod> pods) {
        return new TargetResolver((namespace, target) -> new PodSelection.Matching(pod -> true), new Pods() {
            @Override
            public Optional<Pod> get(String namespace, String name) {
                return stream()
                        .filter(p -> p.getMetadata().getName().equals(name))
                        .findFirst();
            }

            @Override
            public List<Pod> matching(String namespace, Predicate<Pod> test) {
                return stream().filter(test).toList();
            }

            private Stream<Pod> stream() {
                return pods.stream();
            }
        });
    }

    private static Pod pod(String name, String created, @Nullable String ready) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid("uid-" + name)
                .withCreationTimestamp("2026-11-24T" + created + "Z")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("app")
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready == null ? "False" : "True")
                .withLastTransitionTime("2026-11-24T" + (ready == null ? created : ready) + "Z")
                .endCondition()
                .endStatus()
                .build();
    }
}
