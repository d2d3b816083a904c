package dev.periscope.client.cluster;

import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.Optional;

/** Says what the API server's refusals mean for somebody who works with sessions. Pure. */
final class ClusterFault {
    private static final String INSTALL =
            "install it with `kubectl apply -f deploy/crds -f deploy/manifests`, or ask your platform team";

    private ClusterFault() {}

    /**
     * What a request failed of.
     *
     * @param doing the request in words, after "to": {@code create a session in namespace shop}
     * @param server the API server's address
     */
    static SessionException of(KubernetesClientException failure, String doing, String server) {
        String said = Optional.ofNullable(failure.getStatus())
                .map(Status::getMessage)
                .filter(message -> !message.isBlank())
                .orElseGet(() -> plain(failure));
        String address = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
        return switch (failure.getCode()) {
            case 401 ->
                fault(
                        Kind.NOT_AUTHENTICATED,
                        "The API server " + address
                                + " does not accept your credentials (401): log in again, then retry.",
                        failure);
            case 403 -> fault(Kind.NOT_PERMITTED, notPermitted(doing, said), failure);
            case 404 -> notFound(failure, doing, said);
            case 409 -> fault(Kind.NAME_TAKEN, "The cluster refused to " + doing + ": " + sentence(said), failure);
            case 400, 422 -> fault(Kind.INVALID, "The cluster refused to " + doing + ": " + sentence(said), failure);
            case 500, 503 ->
                said.contains("webhook")
                        ? fault(
                                Kind.NOT_INSTALLED,
                                "Periscope's operator does not answer, so the cluster refused to " + doing
                                        + "; see `kubectl -n periscope-system get pods`. It said: " + sentence(said),
                                failure)
                        : fault(
                                Kind.CLUSTER_UNREACHABLE,
                                "The API server " + address + " failed to " + doing + ": " + sentence(said),
                                failure);
            default -> unreachable(failure, doing, address, said);
        };
    }

    private static String notPermitted(String doing, String said) {
        // RBAC's own text begins with "… is forbidden: User …"; a policy's text says more than we could.
        String reason =
                said.contains("cannot ") ? said.substring(said.indexOf("User ") < 0 ? 0 : said.indexOf("User ")) : said;
        String words = reason.strip().replaceAll("\\.$", "");
        return "You may not " + doing + ": " + words
                + "; ask whoever governs the namespace for the rights in docs/reference/rbac.md.";
    }

    private static SessionException notFound(KubernetesClientException failure, String doing, String said) {
        if (said.contains("namespaces \"")) {
            return fault(
                    Kind.NO_NAMESPACE,
                    "The cluster refused to " + doing + ": the namespace does not exist; give another with -n.",
                    failure);
        }
        boolean namesObject = failure.getStatus() != null
                && failure.getStatus().getDetails() != null
                && failure.getStatus().getDetails().getName() != null
                && !failure.getStatus().getDetails().getName().isBlank();
        return namesObject
                ? fault(
                        Kind.NO_SESSION,
                        "There is no session \""
                                + failure.getStatus().getDetails().getName()
                                + "\"; `periscope ls -A` lists those there are.",
                        failure)
                : fault(
                        Kind.NOT_INSTALLED,
                        "Periscope is not installed in this cluster (it knows no mirrorsessions.periscope.dev): "
                                + INSTALL + ".",
                        failure);
    }

    private static SessionException unreachable(
            KubernetesClientException failure, String doing, String server, String said) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof IOException)) {
            cause = cause.getCause();
        }
        if (cause == null) {
            return fault(Kind.CLUSTER_UNREACHABLE, "The cluster failed to " + doing + ": " + sentence(said), failure);
        }
        return fault(
                Kind.CLUSTER_UNREACHABLE,
                "The API server " + server + " cannot be reached (" + ConnectFailure.inWords(cause)
                        + "); check the kubeconfig and that the cluster is up.",
                failure);
    }

    private static SessionException fault(Kind kind, String message, Throwable cause) {
        return new SessionException(kind, message, cause);
    }

    static String sentence(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".") ? stripped : stripped + ".";
    }

    /** A throwable's own words on one line. */
    static String plain(Throwable failure) {
        String message = failure.getMessage();
        Throwable cause = failure.getCause();
        if ((message == null || message.isBlank()) && cause != null) {
            return plain(cause);
        }
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.replaceAll("\\s+", " ").strip();
    }
}
