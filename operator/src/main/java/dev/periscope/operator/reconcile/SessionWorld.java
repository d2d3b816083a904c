package dev.periscope.operator.reconcile;

import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.operator.agent.AgentLauncher;
import dev.periscope.operator.control.AgentLinks;
import dev.periscope.operator.owner.OwnerSeals;
import dev.periscope.operator.owner.OwnerStamp;
import dev.periscope.operator.owner.SessionName;
import dev.periscope.operator.settings.Settings;
import dev.periscope.operator.target.Pods;
import dev.periscope.operator.target.TargetResolver;
import dev.periscope.operator.target.Workloads;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything reconciliations share. Thread-safe once {@link #pods} was set, which JOSDK does before the first one. */
final class SessionWorld {

    private final Settings settings;
    private final String gatewayKeyHash;
    private final Workloads workloads;
    private final AgentLauncher launcher;
    private final AgentLinks links;
    private final Directory directory;
    private final TargetWatch targetWatch = new TargetWatch();
    private final Environments environments;
    private final HeadRoomMeter headRoomMeter;
    private final CounterPace counterPace = new CounterPace();
    private final Optional<OwnerSeals> seals;
    private final Announcer announcer;
    private final SessionMetrics metrics;
    private volatile @Nullable Pods pods;

    @SuppressWarnings("TooManyParameters")
    SessionWorld(
            Settings settings,
            String gatewayKeyHash,
            Workloads workloads,
            AgentLauncher launcher,
            AgentLinks links,
            Directory directory,
            Environments environments,
            HeadRoomMeter headRoomMeter,
            Optional<OwnerSeals> seals,
            Announcer announcer,
            SessionMetrics metrics) {
        this.settings = settings;
        this.gatewayKeyHash = gatewayKeyHash;
        this.workloads = workloads;
        this.launcher = launcher;
        this.links = links;
        this.directory = directory;
        this.environments = environments;
        this.headRoomMeter = headRoomMeter;
        this.seals = seals;
        this.announcer = announcer;
        this.metrics = metrics;
    }

    void pods(Pods cache) {
        pods = cache;
    }

    Pods pods() {
        return Objects.requireNonNull(pods, "event sources are prepared before anything is looked at");
    }

    TargetResolver targets() {
        return new TargetResolver(workloads, pods());
    }

    Settings settings() {
        return settings;
    }

    String gatewayKeyHash() {
        return gatewayKeyHash;
    }

    AgentLauncher launcher() {
        return launcher;
    }

    AgentLinks links() {
        return links;
    }

    Directory directory() {
        return directory;
    }

    TargetWatch targetWatch() {
        return targetWatch;
    }

    Environments environments() {
        return environments;
    }

    HeadRoomMeter headRoomMeter() {
        return headRoomMeter;
    }

    CounterPace counterPace() {
        return counterPace;
    }

    Announcer announcer() {
        return announcer;
    }

    SessionMetrics metrics() {
        return metrics;
    }

    /** @return whom admission vouches for as the session's owner; nobody where it does not stamp */
    Optional<OwnerStamp> owner(MirrorSession session) {
        return seals.flatMap(s -> s.read(session.getMetadata().getAnnotations(), SessionName.of(session)));
    }

    void forget(MirrorSession session) {
        String uid = session.getMetadata().getUid();
        directory.remove(uid);
        links.forget(uid);
        environments.forget(uid);
        counterPace.forget(uid);
        targetWatch.forget(
                ResourceID.fromResource(session), session.getMetadata().getNamespace());
    }
}
