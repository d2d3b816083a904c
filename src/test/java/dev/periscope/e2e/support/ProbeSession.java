package dev.periscope.e2e.support;

import dev.periscope.e2e.programs.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link Probe} running under {@code periscope run} in a session on {@code deployment/app}. Closing it ends program and session. */
public final class ProbeSession implements AutoCloseable {

    private final Command command;
    private final String name;
    private final Path file;

    private ProbeSession(Command command, String name, Path file) {
        this.command = command;
        this.name = name;
        this.file = file;
    }

    /**
     * Starts a session and waits until the program runs in it.
     *
     * @param outgoing {@code spec.outgoing} as YAML in flow style, such as {@code {filter: {local: [a]}}}
     * @param jvmArgs arguments of the program's JVM
     */
    public static ProbeSession start(Workloads workloads, String name, String outgoing, String... jvmArgs) {
        Path file = write("""
                apiVersion: periscope.dev/v1alpha1
                kind: MirrorSession
                metadata: {name: %s, namespace: %s}
                spec:
                  target: {kind: Deployment, name: app}
                  outgoing: %s
                """.formatted(name, workloads.namespace(), outgoing), ".yaml");
        return start(name, file, List.of("run", "-f", file.toString()), jvmArgs);
    }

    /** Starts {@link Probe} under {@code periscope ARGS… --}. */
    public static ProbeSession start(String name, Path file, List<String> args, String... jvmArgs) {
        return start(Cluster.KUBECONFIG, name, file, args, jvmArgs);
    }

    /** The same as the user of this kubeconfig. */
    public static ProbeSession start(Path kubeconfig, String name, Path file, List<String> args, String... jvmArgs) {
        var line = new ArrayList<>(args);
        line.add("--");
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(jvmArgs));
        line.addAll(List.of("-cp", ProgramsJar.classPath().toString(), Probe.class.getName()));
        var command = Command.periscope(line, kubeconfig);
        try {
            String first = command.nextLine();
            if (!first.equals("READY")) {
                throw new IllegalStateException("the program began with: " + first);
            }
        } catch (RuntimeException e) {
            command.close();
            throw e;
        }
        return new ProbeSession(command, name, file);
    }

    /** Writes a session file; the caller or the operating system's clean-up removes it. */
    public static Path write(String text, String suffix) {
        try {
            return Files.writeString(Files.createTempFile("periscope-e2e-", suffix), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the program do what the line says and gives its answer, {@code OK …} or {@code ERR …}. */
    public String ask(String line) {
        command.send(line);
        return command.nextLine();
    }

    public String name() {
        return name;
    }

    public Command command() {
        return command;
    }

    @Override
    public void close() {
        command.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
