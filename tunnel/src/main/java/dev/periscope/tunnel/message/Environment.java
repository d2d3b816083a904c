package dev.periscope.tunnel.message;

import java.util.Map;

/**
 * The workload's environment, as far as the client may have it.
 *
 * @param source where it was taken from: {@code Process} or {@code PodSpec}
 * @param values names and values
 */
public record Environment(String source, Map<String, String> values) {

    /** Copies the values. */
    public Environment {
        values = Map.copyOf(values);
    }

    /** Never shows a value. */
    @Override
    public String toString() {
        return "Environment[source=" + source + ", " + values.size() + " values]";
    }
}
