package dev.periscope.client.source;

import dev.periscope.crds.v1alpha1.Target;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A target as people type it: {@code deployment/orders}, {@code pod/orders-1/container/app}. */
public final class TargetText {
    /** For messages. */
    public static final String EXPECTED =
            "KIND/NAME or KIND/NAME/container/NAME, where KIND is pod, deployment, statefulset,"
                    + " daemonset, replicaset, job, cronjob or service";

    private static final Map<String, Target.Kind> SHORT = Map.of(
            "po", Target.Kind.Pod,
            "deploy", Target.Kind.Deployment,
            "sts", Target.Kind.StatefulSet,
            "ds", Target.Kind.DaemonSet,
            "rs", Target.Kind.ReplicaSet,
            "cj", Target.Kind.CronJob,
            "svc", Target.Kind.Service);

    private TargetText() {}

    /** {@code spec.target} as a map, or empty when the text is no target. */
    public static Optional<Map<String, Object>> parse(String text) {
        String[] parts = text.split("/", -1);
        boolean withContainer = parts.length == 4 && parts[2].equals("container") && !parts[3].isEmpty();
        if ((parts.length != 2 && !withContainer) || parts[1].isEmpty()) {
            return Optional.empty();
        }
        return kind(parts[0]).map(kind -> {
            Map<String, Object> target = new LinkedHashMap<>();
            target.put("kind", kind.name());
            target.put("name", parts[1]);
            if (withContainer) {
                target.put("container", parts[3]);
            }
            return target;
        });
    }

    private static Optional<Target.Kind> kind(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String singular =
                lower.endsWith("s") && !SHORT.containsKey(lower) ? lower.substring(0, lower.length() - 1) : lower;
        return Optional.ofNullable(SHORT.get(lower))
                .or(() -> Arrays.stream(Target.Kind.values())
                        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(singular))
                        .findFirst());
    }
}
