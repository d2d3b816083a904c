package dev.periscope.agent.environment;

import java.util.Map;

/** What came of reading the target process' environment. */
public sealed interface ProcessReading {

    /** The environment the process was started with; never logged, so {@code toString} counts only. */
    record Read(Map<String, String> variables) implements ProcessReading {
        public Read {
            variables = Map.copyOf(variables);
        }

        @Override
        public String toString() {
            return "Read[" + variables.size() + " variables]";
        }
    }

    /** Not readable, and why, in words for the session's status. */
    record Unreadable(String why) implements ProcessReading {}
}
