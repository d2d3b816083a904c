package dev.periscope.cli;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The custom resource as it is installed. */
final class Crd {
    private Crd() {}

    /** Takes it away, and waits until the API server no longer knows the kind. */
    static void remove(KubernetesClient admin) {
        var crd = admin.apiextensions().v1().customResourceDefinitions().withName("mirrorsessions.periscope.dev");
        crd.delete();
        await().until(() -> crd.get() == null && !admin.hasApiGroup("periscope.dev", true));
    }

    static void apply(KubernetesClient admin) {
        Path file =
                Path.of(System.getProperty("periscope.root", ".."), "deploy/crds/mirrorsessions.periscope.dev.yaml");
        try (InputStream yaml = Files.newInputStream(file)) {
            CustomResourceDefinition crd = admin.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .load(yaml)
                    .item();
            admin.resource(crd).forceConflicts().serverSideApply();
            await().until(() -> admin.resource(crd).get().getStatus().getConditions().stream()
                    .anyMatch(c ->
                            c.getType().equals("Established") && c.getStatus().equals("True")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
