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
        Hooks hooks = arm(settings, instrumentation);
        if (hooks != null) {
            Thread greeting = new Thread(new Greeting(hooks), "periscope-greeting");
            greeting.setDaemon(true);
            greeting.start();
        }
    }

    /** In a running program: returns once the client knows of it. */
    static void join(Settings settings, Instrumentation instrumentation) {
        Hooks hooks = arm(settings, instrumentation);
        if (hooks != null) {
            new Greeting(hooks).run();
        }
    }

    private static @Nullable Hooks arm(Settings settings, Instrumentation instrumentation) {
        if (!BEGUN.compareAndSet(false, true)) {
            return null; // named twice, or attached to a program that has it
        }
        try {
            if (!Inside.define(instrumentation)) {
                return null; // another copy of the agent was faster
            }
        } catch (ReflectiveOperationException | IOException | RuntimeException failure) {
            // Without its classes not even the report of the router is there.
            System.err.println("periscope: this program is not intercepted: " + failure);
            return null;
        }
        return hook(settings, instrumentation);
    }

    private static @Nullable Hooks hook(Settings settings, Instrumentation instrumentation) {
        if (settings.socket() == null) {
            Report.line(
                    "there is no client to ask, as " + Settings.SOCKET
                            + " is not set: connections and names that leave this machine fail. Start the program with 'periscope run'");
        }
        Router.start(settings.socket());
        try {
            return Hooks.arm(instrumentation);
        } catch (HookException incomplete) {
            breakOff(incomplete);
            return null;
        }
    }

    private static void breakOff(HookException incomplete) {
        Report.line("this program is not intercepted as it should be: " + incomplete.getMessage());
        Router.breakOff(String.valueOf(incomplete.getMessage()));
    }

    /** The client hears of a program whose hooks are all in place, or why they are not. */
    private record Greeting(Hooks hooks) implements Runnable {
        @Override
        public void run() {
            try {
                hooks.complete();
                Router.greet();
            } catch (HookException incomplete) {
                breakOff(incomplete);
            } catch (IOException gone) {
                // The client's socket has reported it; every further question tries again.
            }
        }
    }
}
