package dev.periscope.operator.app;

import dev.periscope.control.AgentMessage;
import dev.periscope.control.OperatorMessage;
import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.operator.agent.AgentPlan;
import dev.periscope.operator.agent.AgentPod;
import dev.periscope.operator.control.AgentConfiguration;
import dev.periscope.operator.environment.PodEnvironment;
import dev.periscope.operator.identity.Identities;
import dev.periscope.operator.identity.Identity;
import dev.periscope.operator.identity.Tokens;
import dev.periscope.operator.session.Decision;
import dev.periscope.operator.session.SessionDecider;
import dev.periscope.operator.settings.Settings;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Tries the operator's parts on one another without a cluster: keys, TLS, WebSocket, messages, filter, decision, derived
 * objects, JSON. Proves an installation, and trains the JVM's ahead-of-time cache.
 */
final class SelfTest {

    private final Vertx vertx;
    private final Settings settings;
    private final Clock clock;

    SelfTest(Vertx vertx, Settings settings, Clock clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws IllegalStateException if a part does not do what it should; its message says which */
    void run() {
        SecureRandom random = new SecureRandom();
        byte[] hmac = new byte[Tokens.KEY_BYTES];
        random.nextBytes(hmac);
        Identity created = Identity.create("self-test", random, clock.instant());
        Identity operator = Identity.fromPem(created.keyPem(), created.certificatePem());
        Identities identities = new Identities(operator, new Tokens(hmac), operator.keyHash());

        MirrorSession session = SampleSession.create(clock.instant());
        MirrorSession decided = decide(session);
        derive(decided, identities);
        converse(decided, identities, random);
    }

    private MirrorSession decide(MirrorSession session) {
        Decision decision =
                new SessionDecider(settings).decide(session, null, SampleSession.observation(session), clock.instant());
        check(decision.status().agent() != null, "a targetless session gets an agent");
        KubernetesSerialization json = new KubernetesSerialization();
        MirrorSession decided = json.unmarshal(json.asYaml(session), MirrorSession.class);
        check(session.getSpec().equals(decided.getSpec()), "a session survives YAML");
        decided.setStatus(decision.status());
        MirrorSession read = json.unmarshal(json.asJson(decided), MirrorSession.class);
        check(decision.status().equals(read.getStatus()), "a status survives JSON");
        return read;
    }

    private void derive(MirrorSession session, Identities identities) {
        AgentPlan plan = new AgentPlan(session, agent(session), Optional.empty(), null);
        String pod = new KubernetesSerialization().asJson(AgentPod.of(plan, settings, identities));
        check(pod.contains("PERISCOPE_TOKEN"), "an agent's pod carries its token");
    }

    private void converse(MirrorSession session, Identities identities, SecureRandom random) {
        AgentStatus agent = agent(session);
        String uid = session.getMetadata().getUid();
        OperatorMessage.Configure draft = AgentConfiguration.of(
                session, false, false, PodEnvironment.NONE, settings.gateways(), identities.gatewayKeyHash());
        AgentMessage.Enrol hello = new AgentMessage.Enrol(
                uid,
                agent.generation(),
                identities.tokens().issue(uid, agent.generation()),
                "1.0",
                SampleSession.FACTS);
        OperatorMessage answer =
                new SelfTalk(vertx, identities, clock).enrolOverLoopback(hello, agent.generation(), draft, random);
        check(
                answer instanceof OperatorMessage.Configure configure
                        && configure.clients().equals(List.copyOf(draft.clients())),
                "an enrolled agent is configured");
    }

    private static AgentStatus agent(MirrorSession session) {
        return Objects.requireNonNull(session.getStatus().agent(), "decided above");
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("self-test: expected that " + what);
        }
    }
}
