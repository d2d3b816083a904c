package dev.periscope.operator.admission;

import dev.periscope.operator.owner.OwnerStamp;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Who may change others' sessions. Needs {@code create} on SubjectAccessReviews; blocks. Thread-safe. */
final class Administrators {

    private final KubernetesClient client;

    Administrators(KubernetesClient client) {
        this.client = client;
    }

    /** @return whether that user has the verb {@code administer} on that session */
    boolean include(OwnerStamp user, String namespace, String session) {
        var review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(user.username())
                .withUid(user.uid())
                .withGroups(user.groups())
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withGroup("periscope.dev")
                .withResource("mirrorsessions")
                .withVerb("administer")
                .withName(session)
                .endResourceAttributes()
                .endSpec()
                .build();
        var answer = client.authorization().v1().subjectAccessReview().create(review);
        return answer.getStatus() != null
                && Boolean.TRUE.equals(answer.getStatus().getAllowed());
    }
}
