package dev.periscope.e2e.support;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody who may do nothing but what the test grants. Close it to take back what lies outside of the namespace. */
public final class RestrictedUser implements AutoCloseable {
    private final Workloads workloads;
    private final String name;
    private final List<AutoCloseable> undo = new ArrayList<>();

    private RestrictedUser(Workloads workloads, String name) {
        this.workloads = workloads;
        this.name = name;
    }

    public static RestrictedUser create(Workloads workloads, String name) {
        Cluster.client()
                .serviceAccounts()
                .inNamespace(workloads.namespace())
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        return new RestrictedUser(workloads, name);
    }

    /** The rights of docs/reference/rbac.md on sessions, in the workloads' namespace. */
    public RestrictedUser mayUseSessions() {
        return grant(
                workloads.namespace(),
                new PolicyRuleBuilder()
                        .withApiGroups("periscope.dev")
                        .withResources("mirrorsessions")
                        .withVerbs("get", "list", "watch", "create", "patch", "delete")
                        .build());
    }

    /** The rights of docs/reference/rbac.md on the gateway's port-forward. */
    public RestrictedUser mayForwardPorts() {
        return grant(
                Cluster.SYSTEM,
                new PolicyRuleBuilder()
                        .withApiGroups("")
                        .withResources("pods/portforward")
                        .withResourceNames("periscope-gateway-0")
                        .withVerbs("get", "create")
                        .build());
    }

    private RestrictedUser grant(String namespace, PolicyRule rule) {
        var meta = new ObjectMetaBuilder()
                .withName(workloads.namespace() + "-" + name)
                .withNamespace(namespace)
                .build();
        var role = Cluster.client()
                .resource(new RoleBuilder().withMetadata(meta).withRules(rule).build());
        var binding = Cluster.client()
                .resource(new RoleBindingBuilder()
                        .withMetadata(meta)
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", meta.getName())
                        .addNewSubject()
                        .withKind("ServiceAccount")
                        .withName(name)
                        .withNamespace(workloads.namespace())
                        .endSubject()
                        .build());
        role.create();
        binding.create();
        undo.add(role::delete);
        undo.add(binding::delete);
        return this;
    }

    /** A kubeconfig with a token of this user, valid for ten minutes. */
    public Path kubeconfig() {
        Config admin = Cluster.client().getConfiguration();
        String token = Cluster.client()
                .serviceAccounts()
                .inNamespace(workloads.namespace())
                .withName(name)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        return write(admin.getMasterUrl(), admin.getCaCertData(), "token: " + token, workloads.namespace());
    }

    /** A kubeconfig for a server at this address, with no credentials worth the name. */
    public static Path kubeconfigFor(String server) {
        return write(server, Cluster.client().getConfiguration().getCaCertData(), "token: none", "default");
    }

    private static Path write(String server, String authority, String user, String namespace) {
        try {
            return Files.writeString(Files.createTempFile("periscope-e2e-", ".kubeconfig"), """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: c, cluster: {server: "%s", certificate-authority-data: %s}}]
                    users: [{name: u, user: {%s}}]
                    contexts: [{name: c, context: {cluster: c, user: u, namespace: %s}}]
                    current-context: c
                    """.formatted(
                            server, authority, user, namespace));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (AutoCloseable each : undo) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException("a right could not be taken back", e);
            }
        }
    }
}
