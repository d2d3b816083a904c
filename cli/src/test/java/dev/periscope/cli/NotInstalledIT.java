package dev.periscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.testkit.ApiUser;
import dev.periscope.testkit.KubeApiServer;
import dev.periscope.testkit.WithKubeApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The command against a real API server that has never heard of Periscope. */
@WithKubeApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotInstalledIT {
    private static final String SENTENCE = "periscope: Periscope is not installed in this cluster (it knows no"
            + " mirrorsessions.periscope.dev): install it with `kubectl apply -f deploy/crds -f deploy/manifests`, or ask"
            + " your platform team.";

    @TempDir
    Path folder;

    private Path kubeconfig;

    @BeforeAll
    void withoutPeriscope(KubeApiServer server) {
        Crd.remove(server.client());
        kubeconfig = server.kubeconfig(ApiUser.ADMIN);
    }

    @AfterAll
    void giveBack(KubeApiServer server) {
        Crd.apply(server.client());
    }

    @Test
    void everyCommandSaysSo() throws Exception {
        String file = Files.writeString(folder.resolve("session.yaml"), """
                apiVersion: periscope.dev/v1alpha1
                kind: MirrorSession
                metadata: {name: dev, namespace: default}
                spec: {target: {kind: Deployment, name: orders}}
                """).toString();
        for (List<String> command : List.of(
                List.of("run", "-f", file, "--", "true"),
                List.of("attach", "dev", "--", "true"),
                List.of("ls"),
                List.of("ls", "-A"),
                List.of("show", "dev"),
                List.of("kill", "dev"))) {
            try (CommandProcess run = new CommandProcess(kubeconfig, Map.of(), command)) {
                assertThat(run.exitStatus()).isEqualTo(Main.OWN_FAILURE);
                assertThat(run.standardError().lines().toList())
                        .as(command.toString())
                        .endsWith(SENTENCE);
            }
        }
    }
}
