package dev.periscope.cli;

import dev.periscope.client.testing.FakeAgent;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.tunnel.key.KeyHash;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes status as the operator would, for an agent inside the test's JVM. What a session is to become goes by its name. */
final class StandInOperator implements AutoCloseable {
    private final KubernetesClient client;
    private final FakeAgent agent;
    private final Map<String, String> outcomes = new ConcurrentHashMap<>();
    private final SharedIndexInformer<MirrorSession> informer;

    StandInOperator(KubernetesClient client, String namespace, FakeAgent agent) {
        this.client = client;
        this.agent = agent;
        this.informer = client.resources(MirrorSession.class)
                .inNamespace(namespace)
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(MirrorSession session) {
                        reconcile(session);
                    }

                    @Override
                    public void onUpdate(MirrorSession before, MirrorSession session) {
                        reconcile(session);
                    }

                    @Override
                    public void onDelete(MirrorSession session, boolean unknown) {}
                });
    }

    /** Sessions of this name fail: {@code TYPE REASON PHASE MESSAGE}. */
    void fails(String session, String type, String reason, String phase, String message) {
        outcomes.put(session, """
                {"status": {"phase": "%s", "conditions": [%s]}}
                """.formatted(phase, condition(type, "False", reason, message)));
    }

    private void reconcile(MirrorSession session) {
        session.getSpec().clients().forEach(entry -> agent.allow(KeyHash.ofBase64Spki(entry.publicKey())));
        if (session.getStatus() == null) {
            set(session, outcomes.getOrDefault(session.getMetadata().getName(), ready()));
        }
    }

    void set(MirrorSession session, String status) {
        try {
            client.resources(MirrorSession.class)
                    .inNamespace(session.getMetadata().getNamespace())
                    .withName(session.getMetadata().getName())
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), status);
        } catch (KubernetesClientException e) {
            if (e.getCode() != 404) {
                throw e;
            }
        }
    }

    private String ready() {
        StringBuilder conditions = new StringBuilder();
        for (String type : new String[] {"Accepted", "TargetResolved", "AgentReady", "Published", "Ready"}) {
            conditions.append(conditions.isEmpty() ? "" : ",").append(condition(type, "True", "Ready", "so it is"));
        }
        return """
                {"status": {"phase": "Ready", "conditions": [%s], "serverName": "uid.session.periscope.dev",
                 "endpoints": [{"type": "Gateway", "host": "127.0.0.1", "port": %d}],
                 "agent": {"name": "periscope-1", "mode": "Ephemeral", "generation": 1, "pod": "orders-1",
                           "image": "periscope/agent:dev", "startedAt": "2026-11-24T12:00:00Z", "publicKeyHash": "%s"}}}
                """.formatted(conditions, agent.port(), agent.keyHash().hex());
    }

    private static String condition(String type, String status, String reason, String message) {
        return """
                {"type": "%s", "status": "%s", "reason": "%s", "message": "%s", "observedGeneration": 1,
                 "lastTransitionTime": "2026-11-24T12:00:00Z"}
                """.formatted(type, status, reason, message);
    }

    @Override
    public void close() {
        informer.close();
    }
}
