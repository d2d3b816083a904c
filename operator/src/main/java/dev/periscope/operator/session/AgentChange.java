package dev.periscope.operator.session;

import dev.periscope.crds.v1alpha1.AgentStatus;
import org.jspecify.annotations.Nullable;

/** Copies of an agent's status with one thing changed. */
final class AgentChange {

    private AgentChange() {}

    static AgentStatus withoutKey(AgentStatus a) {
        return copy(a, a.podUid(), null, a.memory(), a.environment(), a.failures());
    }

    static AgentStatus withoutFailures(AgentStatus a) {
        return copy(a, a.podUid(), a.publicKeyHash(), a.memory(), a.environment(), null);
    }

    static AgentStatus enrolled(AgentStatus a, @Nullable String podUid, String keyHash, String environment) {
        return copy(a, podUid, keyHash, a.memory(), environment, a.failures());
    }

    static AgentStatus withMemory(AgentStatus a, long bytes) {
        return copy(a, a.podUid(), a.publicKeyHash(), bytes, a.environment(), a.failures());
    }

    private static AgentStatus copy(
            AgentStatus a,
            @Nullable String podUid,
            @Nullable String keyHash,
            @Nullable Long memory,
            @Nullable String environment,
            @Nullable Integer failures) {
        return new AgentStatus(
                a.name(),
                a.mode(),
                a.because(),
                a.generation(),
                a.pod(),
                podUid,
                keyHash,
                a.image(),
                a.startedAt(),
                memory,
                a.tied(),
                a.runAsUser(),
                a.runAsGroup(),
                a.identityCorrected(),
                environment,
                failures);
    }
}
