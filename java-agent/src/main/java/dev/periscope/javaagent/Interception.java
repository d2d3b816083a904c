package dev.periscope.javaagent;

import dev.periscope.javaagent.hook.HookException;
import dev.periscope.javaagent.hook.Hooks;
import dev.periscope.javaagent.inside.Report;
import dev.periscope.javaagent.inside.Router;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings the router into java.base, then the hooks into their classes, then says hello. The program runs whatever goes wrong here; what
 * does is one line on standard error, and what the hooks can reach is refused.
 */
final class Interception {
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private Interception() {}

    static void begin(Settings settings, Instrumentation instrumentation) {
        if (!BEGUN.compareAndSet(false, true)) {
            return; // named twice, or attached to a program that has it
        }
        try {
            if (!Inside.define(instrumentation)) {
                return; // another copy of the agent was faster
            }
        } catch (ReflectiveOperationException | IOException | RuntimeException failure) {
            // Without its classes not even the report of the router is there.
            System.err.println("periscope: this program is not intercepted: " + failure);
            return;
        }
        hook(settings, instrumentation);
    }

    private static void hook(Settings settings, Instrumentation instrumentation) {
        if (settings.socket() == null) {
            Report.line(
                    "there is no client to ask, as " + Settings.SOCKET
                            + " is not set: connections and names that leave this machine fail. Start the program with 'periscope run'");
        }
        Router.start(settings.socket());
        try {
            Hooks.install(instrumentation);
            Router.greet();
        } catch (HookException incomplete) {
            Report.line("this program is not intercepted as it should be: " + incomplete.getMessage());
            Router.breakOff(String.valueOf(incomplete.getMessage()));
        } catch (IOException gone) {
            // The client's socket has reported it; every further question tries again.
        }
    }
}
