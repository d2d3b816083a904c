package dev.periscope.client.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** The sentences are what users see, and docs/troubleshooting.md repeats them: changed with care. */
class ClusterFaultTest {
    private static final String SERVER = "https://kube.example:6443/";

    private static SessionException answered(int code, String message) {
        return answered(new StatusBuilder().withCode(code).withMessage(message).build());
    }

    private static SessionException answered(Status status) {
        return ClusterFault.of(
                new KubernetesClientException("the client's words", status.getCode(), status),
                "create session dev in namespace shop",
                SERVER);
    }

    private static SessionException lost(IOException cause) {
        return ClusterFault.of(
                new KubernetesClientException("the client's words", cause), "list sessions in namespace shop", SERVER);
    }

    private static Throwable because(Throwable failure, Throwable cause) {
        return failure.initCause(cause);
    }

    @Test
    void rbacsRefusalNamesTheRightAndWhoGivesIt() {
        assertThat(answered(403, """
                        mirrorsessions.periscope.dev is forbidden: User "eve" cannot create resource "mirrorsessions" in API \
                        group "periscope.dev" in the namespace "shop\""""))
                .hasMessage("You may not create session dev in namespace shop: User \"eve\" cannot create resource"
                        + " \"mirrorsessions\" in API group \"periscope.dev\" in the namespace \"shop\"; ask whoever governs"
                        + " the namespace for the rights in docs/reference/rbac.md.")
                .returns(Kind.NOT_PERMITTED, SessionException::kind);
    }

    @Test
    void aPolicysRefusalIsGivenInItsOwnWords() {
        assertThat(answered(403, "admission policy no-sessions denied request: not in this namespace."))
                .hasMessage(
                        "You may not create session dev in namespace shop: admission policy no-sessions denied request:"
                                + " not in this namespace; ask whoever governs the namespace for the rights in"
                                + " docs/reference/rbac.md.");
    }

    @Test
    void unknownCredentialsAskForALogin() {
        assertThat(answered(401, "Unauthorized"))
                .hasMessage(
                        "The API server https://kube.example:6443 does not accept your credentials (401): log in again,"
                                + " then retry.")
                .returns(Kind.NOT_AUTHENTICATED, SessionException::kind);
    }

    @Test
    void anUnknownKindMeansThatPeriscopeIsNotInstalled() {
        assertThat(answered(404, "the server could not find the requested resource"))
                .hasMessage(
                        "Periscope is not installed in this cluster (it knows no mirrorsessions.periscope.dev): install it"
                                + " with `kubectl apply -f deploy/crds -f deploy/manifests`, or ask your platform team.")
                .returns(Kind.NOT_INSTALLED, SessionException::kind);
    }

    @Test
    void anUnknownNamespaceIsSaidSo() {
        assertThat(answered(404, "namespaces \"shop\" not found"))
                .hasMessage(
                        "The cluster refused to create session dev in namespace shop: the namespace does not exist; give"
                                + " another with -n.")
                .returns(Kind.NO_NAMESPACE, SessionException::kind);
    }

    @Test
    void anUnknownObjectIsASessionThatIsNotThere() {
        assertThat(answered(new StatusBuilder()
                        .withCode(404)
                        .withMessage("mirrorsessions.periscope.dev \"dev\" not found")
                        .withNewDetails()
                        .withName("dev")
                        .endDetails()
                        .build()))
                .hasMessage("There is no session \"dev\"; `periscope ls -A` lists those there are.")
                .returns(Kind.NO_SESSION, SessionException::kind);
    }

    @Test
    void anInvalidSpecIsGivenInTheServersWords() {
        assertThat(answered(422, "spec.ttl: Invalid value: \"0s\": must be positive"))
                .hasMessage(
                        "The cluster refused to create session dev in namespace shop: spec.ttl: Invalid value: \"0s\":"
                                + " must be positive.")
                .returns(Kind.INVALID, SessionException::kind);
    }

    @Test
    void anOperatorThatDoesNotAnswerIsNamed() {
        assertThat(answered(500, "Internal error occurred: failed calling webhook \"owner\": connection refused"))
                .hasMessage(
                        "Periscope's operator does not answer, so the cluster refused to create session dev in namespace"
                                + " shop; see `kubectl -n periscope-system get pods`. It said: Internal error occurred: failed"
                                + " calling webhook \"owner\": connection refused.")
                .returns(Kind.NOT_INSTALLED, SessionException::kind);
    }

    @Test
    void aServerThatCannotBeReachedIsNamedWithTheReasonInWords() {
        assertThat(lost((IOException) because(new ConnectException(), new ClosedChannelException())))
                .hasMessage("The API server https://kube.example:6443 cannot be reached (connection refused); check the"
                        + " kubeconfig and that the cluster is up.")
                .returns(Kind.CLUSTER_UNREACHABLE, SessionException::kind);
        assertThat(lost((IOException) because(new ConnectException(), new UnresolvedAddressException())))
                .hasMessageContaining("(no such host)");
        assertThat(lost(new HttpConnectTimeoutException("HTTP connect timed out")))
                .hasMessageContaining("(it does not answer in time)");
        assertThat(lost(new IOException(
                        "failed",
                        new SSLHandshakeException("(certificate_unknown) PKIX path building failed: a long story"))))
                .hasMessageContaining("(its certificate is not from the kubeconfig's certificate authority)");
        assertThat(lost(new SSLHandshakeException("No subject alternative names matching IP address 10.0.0.1 found")))
                .hasMessageContaining("(its certificate is for another host)");
        assertThat(lost(new IOException("broken pipe"))).hasMessageContaining("(broken pipe)");
    }
}
