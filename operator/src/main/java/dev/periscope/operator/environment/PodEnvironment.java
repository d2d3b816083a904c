package dev.periscope.operator.environment;

import java.util.List;
import java.util.Map;

/**
 * The environment of a container as its pod's specification tells it. Never logged.
 *
 * @param values name to value, without what is withheld or always left out
 * @param withheld names whose values come from Secrets that clients may not have
 * @param complete whether every name that comes from a Secret is known; if not, the process' own environment may not be
 *     given, as nobody can tell which of it is secret
 */
public record PodEnvironment(Map<String, String> values, List<String> withheld, boolean complete) {

    /** What a session without a target has. */
    public static final PodEnvironment NONE = new PodEnvironment(Map.of(), List.of(), true);

    /** Copies both. */
    public PodEnvironment {
        values = Map.copyOf(values);
        withheld = List.copyOf(withheld);
    }

    /** Never shows a value. */
    @Override
    public String toString() {
        return "PodEnvironment[" + values.size() + " values, " + withheld.size() + " withheld]";
    }
}
