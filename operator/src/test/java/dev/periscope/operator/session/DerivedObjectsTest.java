package dev.periscope.operator.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.operator.agent.AgentPlan;
import dev.periscope.operator.agent.AgentPod;
import dev.periscope.operator.agent.AgentSighting;
import dev.periscope.operator.agent.EphemeralAgent;
import dev.periscope.operator.control.LinkView;
import dev.periscope.operator.identity.Identities;
import dev.periscope.operator.identity.Identity;
import dev.periscope.operator.identity.Tokens;
import dev.periscope.operator.target.TargetResolution;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Folders of {@code in-*.yaml} and {@code out-*.yaml}: what is derived for a session is exactly what stands there.
 * {@code -Dgoldens.update=true} writes the out files.
 */
class DerivedObjectsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Set<String> FILES =
            Set.of("in-session.yaml", "in-pod.yaml", "out-status.yaml", "out-agent.yaml");
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Identities IDENTITIES = new Identities(
            Identity.create("golden", new SecureRandom(), NOW), new Tokens(new byte[Tokens.KEY_BYTES]), "gateway");

    @TestFactory
    Stream<DynamicTest> eachFolderDerivesWhatItSays() throws IOException {
        Path root = Path.of("src/test/resources/derived");
        try (Stream<Path> folders = Files.list(root)) {
            return folders.sorted().toList().stream()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
        }
    }

    private static void check(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()).collect(Collectors.toSet()))
                    .as("files of " + folder)
                    .isSubsetOf(FILES);
        }
        MirrorSession session =
                YAML.unmarshal(Files.readString(folder.resolve("in-session.yaml")), MirrorSession.class);
        TargetResolution target = target(folder);

        Decision decision =
                new SessionDecider(SessionDeciderTest.SETTINGS).decide(session, null, seen(session, target), NOW);

        compare(folder.resolve("out-status.yaml"), YAML.asYaml(decision.status()));
        assertThat(decision.action()).isInstanceOf(Action.Launch.class);
        AgentPlan plan = ((Action.Launch) decision.action()).plan();
        Pod derived = plan.agent().mode() == AgentMode.Ephemeral
                ? EphemeralAgent.patch(plan, SessionDeciderTest.SETTINGS, IDENTITIES)
                : AgentPod.of(plan, SessionDeciderTest.SETTINGS, IDENTITIES);
        compare(
                folder.resolve("out-agent.yaml"),
                YAML.asYaml(derived).replace(IDENTITIES.operator().keyHash(), "OPERATOR-KEY-HASH"));
    }

    private static TargetResolution target(Path folder) throws IOException {
        Path file = folder.resolve("in-pod.yaml");
        if (!Files.exists(file)) {
            return new TargetResolution.Targetless();
        }
        Pod pod = YAML.unmarshal(Files.readString(file), Pod.class);
        return new TargetResolution.Resolved(
                pod, pod.getSpec().getContainers().getFirst().getName());
    }

    private static Observation seen(MirrorSession session, TargetResolution target) {
        return new Observation(
                FilterCheck.of(session.getSpec().outgoing()),
                target,
                new AgentSighting.Absent(true),
                new LinkView.Down(NOW),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                true);
    }

    private static void compare(Path golden, String actual) throws IOException {
        if (Boolean.getBoolean("goldens.update")) {
            Files.writeString(golden, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }
}
