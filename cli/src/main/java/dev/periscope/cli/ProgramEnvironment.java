package dev.periscope.cli;

import dev.periscope.client.session.WorkloadEnvironment;
import java.nio.file.Path;
import java.util.Map;

/** The environment of a program in a session: the user's, overlaid with the workload's, and what interception needs. Pure. */
final class ProgramEnvironment {
    private static final String JAVA_TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";
    private static final String KEPT_PREFIX = "PERISCOPE_USER_";

    private ProgramEnvironment() {}

    /**
     * Composes it.
     *
     * @param own this process' environment; the launcher keeps what the user set for JVMs under a prefix
     * @param workload what was selected of the workload's
     */
    static Map<String, String> of(Map<String, String> own, Map<String, String> workload, Path socket, Path agentJar) {
        Map<String, String> all = WorkloadEnvironment.overlay(own, workload);
        own.forEach((name, value) -> {
            if (name.startsWith(KEPT_PREFIX)) {
                all.remove(name);
                all.put(name.substring(KEPT_PREFIX.length()), value);
            }
        });
        all.put("PERISCOPE_SOCKET", socket.toString());
        String agent = option("-javaagent:" + agentJar);
        all.merge(JAVA_TOOL_OPTIONS, agent, (users, ours) -> users.isBlank() ? ours : users + " " + ours);
        return all;
    }

    /** The JVM splits the variable at white space outside of quotes. */
    private static String option(String text) {
        return text.chars().anyMatch(Character::isWhitespace) ? "\"" + text + "\"" : text;
    }
}
