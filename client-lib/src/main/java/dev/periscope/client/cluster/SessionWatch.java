package dev.periscope.client.cluster;

import dev.periscope.crds.v1alpha1.MirrorSession;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

/** Follows one session: list, then watch, taken up again by itself after every loss. Close it when done. */
public final class SessionWatch implements AutoCloseable {

    /** Told on a thread of the Kubernetes client, one call at a time. */
    public interface Listener {
        /** The session as it is now. */
        void changed(MirrorSession session);

        /** The session, or the one that took its name, is gone. */
        void deleted();
    }

    private final SharedIndexInformer<MirrorSession> informer;

    private SessionWatch(SharedIndexInformer<MirrorSession> informer) {
        this.informer = informer;
    }

    static SessionWatch start(Resource<MirrorSession> resource, String uid, Listener listener) {
        return new SessionWatch(resource.inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(MirrorSession session) {
                tell(session);
            }

            @Override
            public void onUpdate(MirrorSession before, MirrorSession session) {
                tell(session);
            }

            @Override
            public void onDelete(MirrorSession session, boolean finalStateUnknown) {
                listener.deleted();
            }

            private void tell(MirrorSession session) {
                if (session.getMetadata().getUid().equals(uid)) {
                    listener.changed(session);
                } else {
                    listener.deleted();
                }
            }
        }));
    }

    @Override
    public void close() {
        informer.close();
    }
}
