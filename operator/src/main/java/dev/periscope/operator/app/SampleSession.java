package dev.periscope.operator.app;

import dev.periscope.control.AgentMessage;
import dev.periscope.control.AgentMessage.EnvironmentSource;
import dev.periscope.crds.v1alpha1.AgentTemplate;
import dev.periscope.crds.v1alpha1.Client;
import dev.periscope.crds.v1alpha1.EnvironmentSelection;
import dev.periscope.crds.v1alpha1.FilterEntries;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.MirrorSessionSpec;
import dev.periscope.crds.v1alpha1.Outgoing;
import dev.periscope.operator.agent.AgentSighting;
import dev.periscope.operator.control.LinkView;
import dev.periscope.operator.session.FilterCheck;
import dev.periscope.operator.session.Observation;
import dev.periscope.operator.target.TargetResolution;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The session of the self-test. */
final class SampleSession {

    static final AgentMessage.Facts FACTS = new AgentMessage.Facts(
            Optional.of("127.0.0.1"),
            EnvironmentSource.PodSpec,
            65_532,
            65_532,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "JDK",
            Map.of());

    private static final String KEY = "A".repeat(124);

    private SampleSession() {}

    static MirrorSession create(Instant now) {
        MirrorSession session = new MirrorSession();
        session.setMetadata(new ObjectMetaBuilder()
                .withName("self-test")
                .withNamespace("default")
                .withUid("0f0e0d0c-0000-4000-8000-000000000001")
                .withGeneration(1L)
                .withCreationTimestamp(now.toString())
                .build());
        session.setSpec(new MirrorSessionSpec(
                null,
                new Outgoing(
                        new FilterEntries(
                                List.of("postgres.shop.svc", "10.20.0.0/16"),
                                List.of("api.shop.svc:8080-8090"),
                                List.of("*.prod.svc")),
                        Outgoing.Side.Remote,
                        Map.of("postgres.shop.svc:5432", "127.0.0.1:15432"),
                        Outgoing.UnresolvedLocal.Loopback,
                        Outgoing.OnChange.Drain),
                EnvironmentSelection.ALL,
                AgentTemplate.AUTO,
                List.of(new Client("laptop", KEY)),
                "8h",
                "30m"));
        return session;
    }

    static Observation observation(MirrorSession session) {
        return new Observation(
                FilterCheck.of(session.getSpec().outgoing()),
                new TargetResolution.Targetless(),
                new AgentSighting.Absent(true),
                new LinkView.Down(Instant.EPOCH),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                true);
    }
}
