package dev.periscope.javaagent;

import dev.periscope.javaagent.hook.HookException;
import dev.periscope.javaagent.hook.Hooks;
import dev.periscope.javaagent.inside.Report;
import dev.periscope.javaagent.inside.Router;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Brings the router into java.base, arms the hooks, checks them and says hello. Only the first two hold up the program: from then on nothing
 * passes the router, and the rest takes longer than many programs run. The program goes on whatever goes wrong here; what does is one line on
 * standard error, and what the hooks can reach is refused.
 */
final class Interception {
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private Interception() {}

    /** Before {@code main}: returns once nothing passes the router. */
    static void begin(Settings settings, Instrumentation instrumentation) {
        if (isFirst(instrumentation)) {
            Hooks hooks = arm(settings, instrumentation);
            if (hooks != null) {
                Thread greeting = new Thread(new Greeting(hooks), "periscope-greeting");
                greeting.setDaemon(true);
                greeting.start();
            }
        }
    }

    /** In a running program: returns once the client knows of it. A program that has the agent changes over to another client. */
    static void join(Settings settings, Instrumentation instrumentation) {
        if (isFirst(instrumentation)) {
            Hooks hooks = arm(settings, instrumentation);
            if (hooks != null) {
                new Greeting(hooks).run();
            }
        } else if (settings.socket() != null) {
            Router.start(settings.socket());
            greet();
        }
    }

    /** Whether neither this copy of the agent nor another is in this JVM; if so, the router's classes are now. */
    private static boolean isFirst(Instrumentation instrumentation) {
        if (!BEGUN.compareAndSet(false, true)) {
            return false;
        }
        try {
            return Inside.define(instrumentation);
        } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError failure) {
            // Without its classes not even the report of the router is there. The client never hears of this program.
            System.err.println("periscope: this program is not intercepted: " + failure);
            return false;
        }
    }

    private static @Nullable Hooks arm(Settings settings, Instrumentation instrumentation) {
        if (settings.socket() == null) {
            Report.line(
                    "there is no client to ask, as " + Settings.SOCKET
                            + " is not set: connections and names that leave this machine fail. Start the program with 'periscope run'");
        }
        Router.start(settings.socket());
        try {
            return Hooks.arm(instrumentation);
        } catch (HookException | RuntimeException | LinkageError incomplete) {
            breakOff(incomplete);
            return null;
        }
    }

    private static void greet() {
        try {
            Router.greet();
        } catch (IOException gone) {
            // The client's socket has reported it; every further question tries again.
        }
    }

    private static void breakOff(Throwable incomplete) {
        String why =
                incomplete instanceof HookException ? String.valueOf(incomplete.getMessage()) : incomplete.toString();
        Report.line("this program is not intercepted as it should be: " + why);
        Router.breakOff(why);
    }

    /** The client hears of a program whose hooks are all in place, or why they are not. */
    private record Greeting(Hooks hooks) implements Runnable {
        @Override
        public void run() {
            try {
                hooks.complete();
            } catch (HookException | RuntimeException | LinkageError incomplete) {
                breakOff(incomplete);
                return;
            }
            greet();
        }
    }
}
