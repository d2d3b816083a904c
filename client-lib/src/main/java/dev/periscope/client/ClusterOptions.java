package dev.periscope.client;

import java.util.Optional;

/**
 * Which cluster, from the user's kubeconfig.
 *
 * @param context the kubeconfig's context; absent: its current one
 * @param namespace absent: the context's own, or {@code default}
 */
public record ClusterOptions(Optional<String> context, Optional<String> namespace) {
    /** The current context and its namespace. */
    public static final ClusterOptions CURRENT = new ClusterOptions(Optional.empty(), Optional.empty());
}
