package dev.periscope.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.e2e.support.ProbeSession;
import dev.periscope.e2e.support.RestrictedUser;
import dev.periscope.e2e.support.Workloads;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the gateway has no address that can be reached, the session works through the API server, with the rights documented. */
class PortForwardE2E {

    @Test
    void contentArrivesIntactThroughTheApiServerForAUserWithTheDocumentedRights() {
        try (var workloads = Workloads.create("forward");
                var user = RestrictedUser.create(workloads, "developer")
                        .mayUseSessions()
                        .mayForwardPorts()) {
            Path file = ProbeSession.write("""
                    apiVersion: periscope.dev/v1alpha1
                    kind: MirrorSession
                    metadata: {name: forward, namespace: %s}
                    spec: {target: {kind: Deployment, name: app}}
                    """.formatted(workloads.namespace()), ".yaml");
            List<String> run = List.of("run", "-f", file.toString(), "--endpoint", "portforward");
            try (var probe = ProbeSession.start(user.kubeconfig(), "forward", file, run)) {
                assertThat(probe.ask("greet server 7000"))
                        .startsWith("OK HELLO server " + workloads.address("app") + " at ");
                assertThat(probe.ask("upload server 7001 20000000 1")).isEqualTo("OK 20000000 bytes intact");
                assertThat(probe.ask("both server 7000 20000000 2")).isEqualTo("OK 20000000 bytes intact");
            }
        }
    }
}
