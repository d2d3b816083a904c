package dev.periscope.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.client.SessionException.Kind;
import dev.periscope.crds.v1alpha1.MirrorSession;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessTest {
    private static MirrorSession session(String status) {
        return new KubernetesSerialization().unmarshal("""
                apiVersion: periscope.dev/v1alpha1
                kind: MirrorSession
                metadata: {name: dev, namespace: shop}
                spec: {target: {kind: Deployment, name: orders}}
                %s
                """.formatted(status), MirrorSession.class);
    }

    private static String condition(String type, String status, String reason) {
        return "{type: %s, status: \"%s\", reason: %s, message: what is so, lastTransitionTime: \"2026-11-24T12:00:00Z\"}"
                .formatted(type, status, reason);
    }

    @Test
    void withoutAStatusTheOperatorIsWaitedFor() {
        assertThat(Readiness.of(session("")))
                .isEqualTo(
                        new Readiness.Waiting(
                                "the operator has not taken up session dev yet; if this stays, see `kubectl -n periscope-system get pods`"));
    }

    @Test
    void whatIsNotYetSoIsWaitedForInItsOwnWords() {
        MirrorSession session = session("status: {phase: Starting, conditions: [%s, %s]}"
                .formatted(
                        condition("Accepted", "True", "Accepted"), condition("AgentReady", "False", "AgentStarting")));
        assertThat(Readiness.of(session)).isEqualTo(new Readiness.Waiting("what is so"));
    }

    @ParameterizedTest
    @CsvSource({
        "Pending, Accepted, InvalidFilter, INVALID",
        "Pending, TargetResolved, TargetNotFound, TARGET",
        "Pending, TargetResolved, ContainerNotFound, TARGET",
        "Starting, AgentReady, ImagePull, IMAGE",
        "Failed, AgentReady, PodSecurity, REFUSED",
        "Failed, AgentReady, Refused, REFUSED",
        "Failed, AgentReady, StartDeadline, AGENT",
        "Expired, Ready, Expired, SESSION_ENDED",
        "Expired, Ready, Idle, SESSION_ENDED"
    })
    void whatWaitingDoesNotMendIsHopeless(String phase, String type, String reason, Kind kind) {
        MirrorSession session =
                session("status: {phase: %s, conditions: [%s]}".formatted(phase, condition(type, "False", reason)));
        assertThat(Readiness.of(session)).isEqualTo(new Readiness.Hopeless(kind, "Session dev: what is so."));
    }

    @Test
    void podSecurityIsWaitedForWhileAnotherModeIsTried() {
        MirrorSession session = session("status: {phase: Starting, conditions: [%s]}"
                .formatted(condition("AgentReady", "False", "PodSecurity")));
        assertThat(Readiness.of(session)).isInstanceOf(Readiness.Waiting.class);
    }

    @Test
    void aReadySessionSaysWhereItsAgentIs() {
        MirrorSession session = session("""
                status:
                  phase: Ready
                  serverName: uid.session.periscope.dev
                  agent: {name: a, mode: Pod, generation: 1, pod: p, image: i, startedAt: now, publicKeyHash: "%s"}
                  endpoints:
                  - {type: Gateway, host: gw.example, port: 8443}
                  - {type: PortForward, host: periscope-gateway-0, port: 8443, namespace: periscope-system}
                  conditions: [%s]
                """.formatted(
                        "a".repeat(64), condition("Ready", "True", "Ready").replace("\n", "")));
        assertThat(Readiness.of(session)).isInstanceOfSatisfying(Readiness.Ready.class, ready -> {
            assertThat(ready.agent().serverName()).isEqualTo("uid.session.periscope.dev");
            assertThat(ready.agent().endpoints())
                    .extracting(endpoint -> endpoint.describe())
                    .containsExactly(
                            "gateway gw.example:8443", "port-forward to periscope-system/periscope-gateway-0:8443");
        });
    }
}
