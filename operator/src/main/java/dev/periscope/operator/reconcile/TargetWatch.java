package dev.periscope.operator.reconcile;

import dev.periscope.crds.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which sessions a pod's change concerns. A reconciliation says here what it is about to look at before it looks:
 * whatever happens to the pod after that finds the session, whatever happened before is seen. Thread-safe.
 */
final class TargetWatch {

    private final Map<ResourceID, Set<ResourceID>> byPod = new ConcurrentHashMap<>();
    private final Map<String, Set<ResourceID>> waitingIn = new ConcurrentHashMap<>();
    private final Map<ResourceID, ResourceID> podOf = new ConcurrentHashMap<>();

    /** That session lives in that pod. */
    void follow(ResourceID session, ResourceID pod) {
        ResourceID before = podOf.put(session, pod);
        if (before != null && !before.equals(pod)) {
            remove(byPod, before, session);
        }
        add(byPod, pod, session);
    }

    /** That session waits for a pod of that namespace: each change of one may be the one. */
    void await(ResourceID session, String namespace) {
        add(waitingIn, namespace, session);
    }

    /** That session waits no longer. */
    void settled(ResourceID session, String namespace) {
        remove(waitingIn, namespace, session);
    }

    /** That session is gone. */
    void forget(ResourceID session, String namespace) {
        settled(session, namespace);
        ResourceID pod = podOf.remove(session);
        if (pod != null) {
            remove(byPod, pod, session);
        }
    }

    /** @return the sessions a change of that pod concerns */
    Set<ResourceID> sessionsOf(Pod pod) {
        String namespace = pod.getMetadata().getNamespace();
        Set<ResourceID> sessions = new HashSet<>(
                byPod.getOrDefault(new ResourceID(pod.getMetadata().getName(), namespace), Set.of()));
        sessions.addAll(waitingIn.getOrDefault(namespace, Set.of()));
        Map<String, String> labels = pod.getMetadata().getLabels();
        if (labels != null && labels.containsKey(Labels.SESSION_UID)) {
            pod.getMetadata().getOwnerReferences().stream()
                    .filter(owner -> "MirrorSession".equals(owner.getKind()))
                    .forEach(owner -> sessions.add(new ResourceID(owner.getName(), namespace)));
        }
        return sessions;
    }

    /** Within compute, so that a removal beside it cannot drop the set it adds to. */
    private static <K> void add(Map<K, Set<ResourceID>> map, K key, ResourceID session) {
        map.compute(key, (k, set) -> {
            Set<ResourceID> sessions = set == null ? ConcurrentHashMap.newKeySet() : set;
            sessions.add(session);
            return sessions;
        });
    }

    private static <K> void remove(Map<K, Set<ResourceID>> map, K key, ResourceID session) {
        map.computeIfPresent(key, (k, set) -> {
            set.remove(session);
            return set.isEmpty() ? null : set;
        });
    }
}
