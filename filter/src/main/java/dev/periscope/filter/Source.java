package dev.periscope.filter;

/** Where a decision came from. */
public sealed interface Source {
    /** An entry of the session's own filter. */
    record Session() implements Source {}

    /**
     * A policy.
     *
     * @param name its name
     * @param clusterWide whether it is a ClusterSessionPolicy
     */
    record Policy(String name, boolean clusterWide) implements Source {}

    /** A rule that every session has. */
    record Builtin() implements Source {}

    /** The session's default, as nothing else matched. */
    record Default() implements Source {}

    /** Returns {@code session}, {@code policy/NAME}, {@code clusterpolicy/NAME}, {@code builtin} or {@code default}. */
    default String text() {
        return switch (this) {
            case Session session -> "session";
            case Policy policy -> (policy.clusterWide() ? "clusterpolicy/" : "policy/") + policy.name();
            case Builtin builtin -> "builtin";
            case Default none -> "default";
        };
    }
}
