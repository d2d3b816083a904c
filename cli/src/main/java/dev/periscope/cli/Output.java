package dev.periscope.cli;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Formats for {@code -o}. */
enum Output {
    json,
    yaml,
    wide;

    boolean isStructured() {
        return this != wide;
    }

    /** The value as JSON (indented) or YAML, as the API has it. */
    String write(Object value) {
        KubernetesSerialization serialization = new KubernetesSerialization();
        return this == yaml ? serialization.asYaml(value) : serialization.asJson(value) + "\n";
    }
}
