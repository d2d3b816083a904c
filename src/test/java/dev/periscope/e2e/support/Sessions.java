package dev.periscope.e2e.support;

import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.MirrorSession;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Objects;

/** Sessions as the API server has them. */
public final class Sessions {

    private Sessions() {}

    public static Resource<MirrorSession> of(Workloads workloads, String name) {
        return Cluster.client()
                .resources(MirrorSession.class)
                .inNamespace(workloads.namespace())
                .withName(name);
    }

    /** The session's agent as its status names it now. */
    public static AgentStatus agent(Workloads workloads, String name) {
        return Objects.requireNonNull(of(workloads, name).get().getStatus().agent(), "the session has no agent");
    }

    /** Merges this JSON into the session, as `kubectl patch --type merge` does. */
    public static void patch(Workloads workloads, String name, String json) {
        of(workloads, name).patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }
}
