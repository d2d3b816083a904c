package dev.periscope.cli;

import dev.periscope.client.MirrorSessions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One session of a cluster, for commands that take its name. */
final class SessionName {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ClusterMixin cluster;

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the session.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    ClusterMixin cluster() {
        return cluster;
    }

    String name() {
        return name;
    }

    String namespace(MirrorSessions sessions) {
        return cluster.namespace().orElse(sessions.namespace());
    }
}
