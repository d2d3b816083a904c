package dev.periscope.crds;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the generator leaves undone: the order of columns, a required spec, descriptions at the top. */
final class CrdFinish {

    private static final String HEADER =
            "# Generated from the records of crds/ and finished by its tests; mvn -pl crds test -Dcrds.update=true writes it.\n";
    private static final List<String> COLUMNS =
            List.of("Target", "Ready", "Phase", "Owner", "Clients", "Age", "Agent", "Endpoint", "Reason");

    private CrdFinish() {}

    /** @return the definition as it is installed */
    static String finish(String generated) {
        CustomResourceDefinition crd = Serialization.unmarshal(generated, CustomResourceDefinition.class);
        for (CustomResourceDefinitionVersion version : crd.getSpec().getVersions()) {
            List<CustomResourceColumnDefinition> columns = new ArrayList<>(version.getAdditionalPrinterColumns());
            columns.sort(Comparator.comparingInt(column -> COLUMNS.indexOf(column.getName())));
            version.setAdditionalPrinterColumns(columns);
            describe(version.getSchema().getOpenAPIV3Schema());
        }
        crd.getMetadata().setLabels(Map.of("app.kubernetes.io/part-of", "periscope"));
        return HEADER + Serialization.asYaml(crd);
    }

    private static void describe(JSONSchemaProps root) {
        // Without this an object without a spec passes every rule.
        root.setRequired(List.of("spec"));
        root.setDescription(
                "A process on a developer's machine lives, for its network, inside a workload of this namespace.");
        describe(root, "spec", "What the session's author wants.");
        describe(root, "status", "What is so. Written by the operator alone; conditions say the next step.");
    }

    private static void describe(JSONSchemaProps root, String property, String description) {
        Objects.requireNonNull(root.getProperties().get(property), property).setDescription(description);
    }
}
