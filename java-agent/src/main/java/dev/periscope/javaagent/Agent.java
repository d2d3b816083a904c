package dev.periscope.javaagent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Where the JVM calls the agent: before the program's {@code main}, or in a running program that it is attached to. */
public final class Agent {
    private Agent() {}

    /** At start. Build tools and the JDK's own commands are left alone: what they start inherits the agent. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        Settings settings = Settings.of(arguments, System.getenv());
        String command = System.getProperty("sun.java.command", "");
        if (settings.tools() || !Tool.isTool(command)) {
            Interception.begin(settings, instrumentation);
        }
    }

    /** Attached to a running JVM: somebody chose this one, whatever it runs. */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        Interception.join(Settings.of(arguments, System.getenv()), instrumentation);
    }
}
