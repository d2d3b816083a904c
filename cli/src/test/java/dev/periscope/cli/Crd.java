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
