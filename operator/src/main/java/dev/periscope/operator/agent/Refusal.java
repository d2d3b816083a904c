package dev.periscope.operator.agent;

import dev.periscope.crds.v1alpha1.Reasons;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * The API server's No to an agent, as opposed to an error that goes away by itself.
 *
 * @param reason {@link Reasons#POD_SECURITY}, {@link Reasons#REFUSED} or {@link Reasons#TARGET_REPLACED}
 * @param message the server's text
 */
public record Refusal(String reason, String message) {

    private static final int UNPROCESSABLE = 422;

    /** @return the refusal that an answer is; empty if it is another kind of error, which a retry may cure */
    public static Optional<Refusal> of(KubernetesClientException answer) {
        String text = answer.getStatus() == null || answer.getStatus().getMessage() == null
                ? String.valueOf(answer.getMessage())
                : answer.getStatus().getMessage();
        return switch (answer.getCode()) {
            case HttpURLConnection.HTTP_FORBIDDEN ->
                Optional.of(new Refusal(
                        text.contains("violates PodSecurity") ? Reasons.POD_SECURITY : Reasons.REFUSED, text));
            // The UID in the patch is the guard against a pod of the same name that came since.
            case UNPROCESSABLE ->
                Optional.of(
                        new Refusal(text.contains("metadata.uid") ? Reasons.TARGET_REPLACED : Reasons.REFUSED, text));
            case HttpURLConnection.HTTP_NOT_FOUND -> Optional.of(new Refusal(Reasons.TARGET_REPLACED, text));
            default -> Optional.empty();
        };
    }
}
