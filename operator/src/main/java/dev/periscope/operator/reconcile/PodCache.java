package dev.periscope.operator.reconcile;

import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.operator.target.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The informer's pods. Set once, before the first reconciliation. */
final class PodCache implements Pods {

    private final InformerEventSource<Pod, MirrorSession> informer;

    PodCache(InformerEventSource<Pod, MirrorSession> informer) {
        this.informer = informer;
    }

    @Override
    public Optional<Pod> get(String namespace, String name) {
        return informer.get(new ResourceID(name, namespace));
    }

    @Override
    public List<Pod> matching(String namespace, Predicate<Pod> test) {
        return informer.list(namespace, test).toList();
    }
}
