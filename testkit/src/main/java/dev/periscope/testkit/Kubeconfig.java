package dev.periscope.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A kubeconfig with everything inline, as kubectl and other programs read it. */
record Kubeconfig(String url, String caCertificate, ApiUser user, PemIdentity identity) {

    String yaml() {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: testkit
                  cluster: {server: "%s", certificate-authority-data: %s}
                users:
                - name: "%s"
                  user: {client-certificate-data: %s, client-key-data: %s}
                contexts:
                - name: testkit
                  context: {cluster: testkit, user: "%3$s"}
                current-context: testkit
                """.formatted(
                url, base64(caCertificate), user.name(), base64(identity.certificate()), base64(identity.key()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
