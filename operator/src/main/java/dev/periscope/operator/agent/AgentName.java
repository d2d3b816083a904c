package dev.periscope.operator.agent;

/** Names of agents: {@code periscope-<first 8 of the session's UID>-<generation>}, for containers and pods alike. */
public final class AgentName {

    private static final String PREFIX = "periscope-";
    private static final int UID_DIGITS = 8;

    private AgentName() {}

    /** @return the name of that agent; a name is never used twice, as ended ephemeral containers stay in their pod */
    public static String of(String sessionUid, int generation) {
        return PREFIX + sessionUid.substring(0, Math.min(UID_DIGITS, sessionUid.length())) + "-" + generation;
    }

    /** @return whether an ephemeral container of that name is an agent, of whatever session */
    public static boolean isAgent(String containerName) {
        return containerName.startsWith(PREFIX);
    }
}
