package dev.periscope.operator.reconcile;

import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.Phase;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions by UID, each as its last reconciliation left it. Thread-safe. */
final class Directory {

    private final Map<String, MirrorSession> byUid = new ConcurrentHashMap<>();

    void put(MirrorSession session) {
        byUid.put(session.getMetadata().getUid(), session);
    }

    void remove(String uid) {
        byUid.remove(uid);
    }

    Optional<MirrorSession> get(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    Optional<ResourceID> id(String uid) {
        return get(uid).map(ResourceID::fromResource);
    }

    Collection<MirrorSession> all() {
        return byUid.values();
    }

    long count(Phase phase) {
        return byUid.values().stream()
                .filter(s -> s.getStatus() != null && s.getStatus().phase() == phase)
                .count();
    }
}
