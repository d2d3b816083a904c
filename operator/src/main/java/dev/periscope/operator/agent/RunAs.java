package dev.periscope.operator.agent;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ids a container runs as, as far as its pod's specification says; an image may say more.
 *
 * @param user user id; null: the image's
 * @param group group id; null: the image's
 */
public record RunAs(@Nullable Long user, @Nullable Long group) {

    /** Whatever the image says. */
    public static final RunAs IMAGE = new RunAs(null, null);

    /** @return what the specification says of that container: its own security context before the pod's */
    public static RunAs of(Pod pod, String container) {
        SecurityContext own = pod.getSpec().getContainers().stream()
                .filter(c -> c.getName().equals(container))
                .map(Container::getSecurityContext)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        PodSecurityContext shared = pod.getSpec().getSecurityContext();
        return new RunAs(
                first(own, SecurityContext::getRunAsUser, shared, PodSecurityContext::getRunAsUser),
                first(own, SecurityContext::getRunAsGroup, shared, PodSecurityContext::getRunAsGroup));
    }

    /** @return whether it is the super-user, which a restricted agent can never be */
    public boolean isRoot() {
        return user != null && user == 0;
    }

    private static @Nullable Long first(
            @Nullable SecurityContext own,
            Function<SecurityContext, Long> ofOwn,
            @Nullable PodSecurityContext shared,
            Function<PodSecurityContext, Long> ofShared) {
        return Stream.of(own == null ? null : ofOwn.apply(own), shared == null ? null : ofShared.apply(shared))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
