package dev.periscope.e2e.support;

import dev.periscope.e2e.programs.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A {@link TestServer} named {@code machine} on the developer's machine, at the ports the cluster's servers have. One for the JVM. */
public final class MachineServer {

    private static boolean running;

    private MachineServer() {}

    public static synchronized void ensureRunning() {
        if (running) {
            return;
        }
        try {
            TestServer.start("machine", Workloads.FIRST_PORT);
            running = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
