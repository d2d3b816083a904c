package dev.periscope.operator.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.control.AgentMessage;
import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.AgentTemplate;
import dev.periscope.crds.v1alpha1.ConditionType;
import dev.periscope.crds.v1alpha1.EnvironmentSelection;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.MirrorSessionSpec;
import dev.periscope.crds.v1alpha1.Outgoing;
import dev.periscope.crds.v1alpha1.Phase;
import dev.periscope.crds.v1alpha1.Reasons;
import dev.periscope.crds.v1alpha1.Target;
import dev.periscope.operator.agent.AgentSighting;
import dev.periscope.operator.agent.Refusal;
import dev.periscope.operator.control.LinkView;
import dev.periscope.operator.settings.HostPort;
import dev.periscope.operator.settings.SecretsRule;
import dev.periscope.operator.settings.Settings;
import dev.periscope.operator.target.TargetResolution;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionDeciderTest {

    static final Settings SETTINGS = new Settings(
            "periscope-system",
            "periscope/agent:dev",
            "IfNotPresent",
            new HostPort("periscope-operator.periscope-system.svc", 9443),
            List.of(new HostPort("gateway", 8444)),
            "periscope-gateway",
            8443,
            Optional.empty(),
            SecretsRule.IfReadable,
            Settings.Times.DEFAULT);

    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private static final AgentSighting RUNNING = new AgentSighting.Running();
    private static final Pod POD = Serialization.unmarshal("""
            metadata: {name: orders-1, namespace: shop, uid: pod-1}
            spec: {containers: [{name: app}]}
            status:
              containerStatuses: [{name: app, ready: true, restartCount: 0, state: {running: {}}}]
            """, Pod.class);

    private Instant now = START;
    private MirrorSession session = session(AgentMode.Auto, null);
    private TargetResolution target = new TargetResolution.Resolved(POD, "app");
    private LinkView link = new LinkView.Down(START);

    @Test
    void anAgentThatMissesItsDeadlineMakesAutoGoToAPodOfItsOwn() {
        decide(new AgentSighting.Absent(true));

        now = START.plusSeconds(89);
        assertThat(decide(RUNNING).status().phase()).isEqualTo(Phase.Starting);
        now = START.plusSeconds(90);
        Decision decision = decide(RUNNING);

        assertThat(agent().mode()).isEqualTo(AgentMode.Pod);
        assertThat(agent().because()).isEqualTo(Reasons.START_DEADLINE);
        assertThat(decision.action()).isInstanceOf(Action.Launch.class);
    }

    @Test
    void anInsistingSessionGetsFiveTriesAndIsThenGivenUp() {
        session = session(AgentMode.Ephemeral, null);
        decide(new AgentSighting.Absent(true));
        for (int generation = 2; generation <= 5; generation++) {
            now = now.plus(Duration.ofMinutes(2));
            decide(new AgentSighting.Ended(1, "Error", "boom"));
            assertThat(agent().generation()).isEqualTo(generation);
        }

        now = now.plus(Duration.ofMinutes(2));
        Decision decision = decide(new AgentSighting.Ended(1, "Error", "boom"));

        assertThat(decision.status().phase()).isEqualTo(Phase.Failed);
        assertThat(reason(decision, ConditionType.AgentReady)).isEqualTo(Reasons.AGENT_FAILED);
        assertThat(message(decision)).contains("boom", "create it again");
        assertThat(decide(new AgentSighting.Ended(1, "Error", "boom")).status())
                .as("a second look says the same")
                .isEqualTo(decision.status());
    }

    @Test
    void agentsThatFailAgainAndAgainFollowEachOtherMoreSlowly() {
        decide(new AgentSighting.Absent(true));
        decide(new AgentSighting.Ended(1, "Error", ""));
        assertThat(agent().generation()).as("the first one is replaced at once").isEqualTo(2);

        Decision waiting = decide(new AgentSighting.Ended(1, "Error", ""));
        assertThat(agent().generation()).isEqualTo(2);
        assertThat(waiting.lookAgain()).contains(Duration.ofSeconds(4));
        now = now.plusSeconds(4);
        decide(new AgentSighting.Ended(1, "Error", ""));
        assertThat(agent().generation()).isEqualTo(3);
    }

    @Test
    void anAgentThatWasReadyMayFailAfresh() {
        decide(new AgentSighting.Absent(true));
        decide(new AgentSighting.Ended(1, "Error", ""));
        assertThat(agent().failures()).isEqualTo(1);

        connect();

        assertThat(agent().failures()).isNull();
    }

    @Test
    void anOperatorThatRestartsGivesAgentsTheirGraceAndSaysNothingNew() {
        decide(new AgentSighting.Absent(true));
        Decision ready = connect();
        now = START.plus(Duration.ofHours(1));
        link = new LinkView.Down(now);

        now = now.plusSeconds(29);
        assertThat(decide(RUNNING).status()).isEqualTo(ready.status());
        now = now.plusSeconds(1);
        decide(RUNNING);
        assertThat(agent().generation()).isEqualTo(2);
        assertThat(agent().tied()).isFalse();
    }

    @Test
    void anAgentThatComesBackIsReadyThoughItHasNotAcknowledgedYet() {
        decide(new AgentSighting.Absent(true));
        Decision ready = connect();
        link = up(1, 7, null, null);

        assertThat(decide(RUNNING).status().conditions())
                .isEqualTo(ready.status().conditions());
    }

    @Test
    void aSessionEndsAtItsTimeToLive() {
        decide(new AgentSighting.Absent(true));
        connect();

        now = START.plus(Duration.ofHours(8)).minusSeconds(1);
        assertThat(decide(RUNNING).status().phase()).isEqualTo(Phase.Ready);
        now = now.plusSeconds(1);
        Decision decision = decide(RUNNING);

        assertThat(decision.status().phase()).isEqualTo(Phase.Expired);
        assertThat(reason(decision, ConditionType.Ready)).isEqualTo(Reasons.EXPIRED);
        assertThat(decision.action()).isInstanceOf(Action.End.class);
        now = now.plus(Duration.ofHours(1));
        assertThat(decide(RUNNING).status()).isEqualTo(decision.status());
    }

    @Test
    void anIdleSessionEndsWhenNobodyWasAttachedForItsIdleTimeout() {
        session = session(AgentMode.Auto, "30m");
        decide(new AgentSighting.Absent(true));
        connect();
        now = START.plus(Duration.ofMinutes(20));
        link = up(1, 1, 1L, counters(true));
        decide(RUNNING);
        now = START.plus(Duration.ofMinutes(70));
        assertThat(decide(RUNNING).status().phase()).as("somebody is attached").isEqualTo(Phase.Ready);
        link = up(1, 1, 1L, counters(false));
        decide(RUNNING);

        now = START.plus(Duration.ofMinutes(99));
        assertThat(decide(RUNNING).status().phase()).isEqualTo(Phase.Ready);
        now = START.plus(Duration.ofMinutes(100));
        assertThat(reason(decide(RUNNING), ConditionType.Ready)).isEqualTo(Reasons.IDLE);
    }

    @Test
    void theSameSightGivesTheSameStatus() {
        decide(new AgentSighting.Absent(true));
        Decision once = connect();
        now = now.plusSeconds(100);

        assertThat(decide(RUNNING).status()).isEqualTo(once.status());
    }

    @Test
    void aRefusedPodIsAskedForAgainWithoutNewWords() {
        session = session(AgentMode.Pod, null);
        decide(new AgentSighting.Absent(true));
        Decision refused = decider(observation(new AgentSighting.Absent(true))
                .with(new Refusal(Reasons.REFUSED, "pods \"p\" is forbidden: exceeded quota")));
        assertThat(refused.status().phase()).isEqualTo(Phase.Failed);

        Decision again = decide(new AgentSighting.Absent(true));

        assertThat(again.status()).isEqualTo(refused.status());
        assertThat(again.action()).isInstanceOf(Action.Launch.class);
    }

    @Test
    void aTargetThatGoesAwayLeavesTheNumberOfItsAgentBehind() {
        decide(new AgentSighting.Absent(true));
        connect();
        target = new TargetResolution.Unresolved(Reasons.NO_READY_POD, "none");
        Decision lost = decide(new AgentSighting.Absent(true));
        assertThat(lost.status().phase()).isEqualTo(Phase.Reconnecting);
        assertThat(lost.status().agentKeyHash()).isEmpty();

        Pod next = Serialization.unmarshal(
                "metadata: {name: orders-2, uid: pod-2}\nspec: {containers: [{name: app}]}", Pod.class);
        target = new TargetResolution.Resolved(next, "app");
        decide(new AgentSighting.Absent(true));

        assertThat(agent().generation()).isEqualTo(2);
        assertThat(agent().pod()).isEqualTo("orders-2");
    }

    private Decision connect() {
        link = up(agent().generation(), 1, 1L, null);
        Decision ready = decide(RUNNING);
        assertThat(ready.status().phase()).isEqualTo(Phase.Ready);
        return ready;
    }

    private static LinkView.Up up(
            int generation, long sent, @Nullable Long acknowledged, AgentMessage.@Nullable Counters counters) {
        return new LinkView.Up(
                generation,
                "k".repeat(64),
                new AgentMessage.Facts(
                        Optional.empty(),
                        AgentMessage.EnvironmentSource.Process,
                        1000,
                        1000,
                        Optional.of(1000),
                        Optional.of(1000),
                        Optional.empty(),
                        "JDK",
                        Map.of()),
                Optional.ofNullable(acknowledged).map(r -> new AgentMessage.Configured(r, "f".repeat(64))),
                sent,
                acknowledged == null ? Optional.empty() : Optional.of(List.of("gateway")),
                Optional.ofNullable(counters));
    }

    private static AgentMessage.Counters counters(boolean connected) {
        return new AgentMessage.Counters(
                List.of(new AgentMessage.ClientCounters("laptop", connected, 0, 0, 0, 0, 0)), 1);
    }

    private Decision decide(AgentSighting agent) {
        return decider(observation(agent));
    }

    private Decision decider(Observation seen) {
        Decision decision = new SessionDecider(SETTINGS).decide(session, null, seen, now);
        session.setStatus(decision.status());
        return decision;
    }

    private Observation observation(AgentSighting agent) {
        return new Observation(
                FilterCheck.of(session.getSpec().outgoing()),
                target,
                agent,
                link,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.of("pod-1"),
                true);
    }

    private AgentStatus agent() {
        return Objects.requireNonNull(session.getStatus().agent());
    }

    private static String reason(Decision decision, ConditionType type) {
        return decision.status().condition(type).orElseThrow().reason();
    }

    private static String message(Decision decision) {
        return decision.status()
                .condition(ConditionType.AgentReady)
                .orElseThrow()
                .message();
    }

    private static MirrorSession session(AgentMode mode, @Nullable String idle) {
        MirrorSession session = new MirrorSession();
        session.setMetadata(new ObjectMetaBuilder()
                .withName("mine")
                .withNamespace("shop")
                .withUid("0f0e0d0c-0000-4000-8000-000000000001")
                .withGeneration(1L)
                .withCreationTimestamp(START.toString())
                .build());
        session.setSpec(new MirrorSessionSpec(
                new Target(Target.Kind.Deployment, "orders", null),
                Outgoing.NONE,
                EnvironmentSelection.ALL,
                new AgentTemplate(mode),
                List.of(new dev.periscope.crds.v1alpha1.Client("laptop", "A".repeat(124))),
                "8h",
                idle));
        return session;
    }
}
