package dev.periscope.operator.reconcile;

import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.operator.status.Announcement;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Events on sessions and pods. They are told on an executor of their own, since they may come from an event loop, and one
 * that is lost is only logged: nothing depends on them. Needs {@code create} on events.
 */
final class Announcer {

    private static final Logger LOG = Logger.getLogger(Announcer.class);
    private static final int LONGEST_NOTE = 1000;

    private final KubernetesClient client;
    private final Executor executor;
    private final Clock clock;

    Announcer(KubernetesClient client, Executor executor, Clock clock) {
        this.client = client;
        this.executor = executor;
        this.clock = clock;
    }

    void announce(HasMetadata about, Announcement announcement) {
        String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        String note = announcement.message();
        var event = new EventBuilder()
                .withNewMetadata()
                .withGenerateName(about.getMetadata().getName() + ".")
                .withNamespace(about.getMetadata().getNamespace())
                .endMetadata()
                .withInvolvedObject(reference(about))
                .withType(announcement.warning() ? "Warning" : "Normal")
                .withReason(announcement.reason())
                .withMessage(note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE - 1) + "…")
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .withNewSource()
                .withComponent("periscope-operator")
                .endSource()
                .build();
        executor.execute(() -> {
            try {
                client.resource(event).create();
            } catch (KubernetesClientException e) {
                LOG.warnf(
                        "event %s on %s %s/%s was lost: %s",
                        announcement.reason(),
                        about.getKind(),
                        about.getMetadata().getNamespace(),
                        about.getMetadata().getName(),
                        e.getMessage());
            }
        });
    }

    void suspicious(MirrorSession session, String reason, String message) {
        announce(session, new Announcement(true, reason, message));
    }

    void onPod(Pod pod, String reason, String message, boolean warning) {
        announce(pod, new Announcement(warning, reason, message));
    }

    private static ObjectReference reference(HasMetadata object) {
        return new ObjectReferenceBuilder()
                .withApiVersion(object.getApiVersion())
                .withKind(object.getKind())
                .withNamespace(object.getMetadata().getNamespace())
                .withName(object.getMetadata().getName())
                .withUid(object.getMetadata().getUid())
                .build();
    }
}
