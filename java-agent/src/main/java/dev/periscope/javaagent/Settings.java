package dev.periscope.javaagent;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the agent was told.
 *
 * @param socket path of the client's socket; null if nobody said
 * @param tools whether build tools and the JDK's own commands are intercepted too
 */
record Settings(@Nullable String socket, boolean tools) {
    static final String SOCKET = "PERISCOPE_SOCKET";
    static final String TOOLS = "PERISCOPE_INTERCEPT_TOOLS";

    /**
     * From the agent's arguments, {@code key=value} separated by commas, and the environment; arguments win. Unknown keys are ignored, since
     * a newer launcher may say more.
     */
    static Settings of(@Nullable String arguments, Map<String, String> environment) {
        String socket = environment.get(SOCKET);
        boolean tools = "1".equals(environment.get(TOOLS));
        String rest = arguments == null ? "" : arguments;
        while (!rest.isEmpty()) {
            int comma = rest.indexOf(',');
            String pair = comma < 0 ? rest : rest.substring(0, comma);
            rest = comma < 0 ? "" : rest.substring(comma + 1);
            if (pair.startsWith("socket=")) {
                socket = pair.substring("socket=".length());
            } else if (pair.startsWith("tools=")) {
                tools = pair.equals("tools=1");
            }
        }
        return new Settings(socket == null || socket.isEmpty() ? null : socket, tools);
    }
}
