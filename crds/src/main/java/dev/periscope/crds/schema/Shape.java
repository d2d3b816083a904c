package dev.periscope.crds.schema;

import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/**
 * Gives properties of one type what annotations cannot: {@code "clients=map:name local=set startedAt=date-time"}.
 * Merging a patch into the schema would replace its whole property map, so this edits the properties in place.
 */
public final class Shape implements SchemaCustomizer.Customizer {

    @Override
    public JSONSchemaProps apply(JSONSchemaProps schema, String input, KubernetesSerialization serialization) {
        for (String assignment : input.split(" ")) {
            int equals = assignment.indexOf('=');
            JSONSchemaProps property = schema.getProperties().get(assignment.substring(0, equals));
            if (property == null) {
                throw new IllegalArgumentException("no property for " + assignment + "; expected one of "
                        + schema.getProperties().keySet());
            }
            shape(property, assignment.substring(equals + 1));
        }
        return schema;
    }

    private static void shape(JSONSchemaProps property, String shape) {
        if (shape.startsWith("map:")) {
            property.setXKubernetesListType("map");
            property.setXKubernetesListMapKeys(List.of(shape.substring("map:".length())));
        } else if (shape.equals("set") || shape.equals("atomic")) {
            property.setXKubernetesListType(shape);
        } else {
            property.setFormat(shape);
        }
    }
}
