package dev.periscope.agent.environment;

import dev.periscope.control.AgentMessage.EnvironmentSource;
import dev.periscope.control.OperatorMessage;
import java.util.SortedMap;

/**
 * What clients get when they ask for the workload's environment.
 *
 * @param source where the variables come from
 * @param variables after all rules, sorted by name; never logged
 */
public record WorkloadEnvironment(EnvironmentSource source, SortedMap<String, String> variables) {

    /** The process' own environment where it is wanted and was read, the pod specification's values otherwise. */
    public static WorkloadEnvironment of(OperatorMessage.Environment wanted, ProcessReading reading) {
        EnvironmentRules rules = EnvironmentRules.of(wanted);
        if (wanted.source() == EnvironmentSource.Process && reading instanceof ProcessReading.Read read) {
            return new WorkloadEnvironment(EnvironmentSource.Process, rules.select(read.variables()));
        }
        return new WorkloadEnvironment(EnvironmentSource.PodSpec, rules.select(wanted.values()));
    }

    @Override
    public String toString() {
        return "WorkloadEnvironment[" + source + ", " + variables.size() + " variables]";
    }
}
