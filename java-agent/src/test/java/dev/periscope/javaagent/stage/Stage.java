package dev.periscope.javaagent.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs a command with a client to ask and servers to find, and then prints what the client was asked. A process of its own, so that it can be
 * started in a network namespace together with the command.
 *
 * <p>In the command, {@code @SOCKET@} stands for the client's socket and {@code @LOCAL@} for the port of a server on 127.0.0.1.
 */
public final class Stage {
    private Stage() {}

    /** Runs the command in the arguments; exits as it does. */
    public static void main(String[] command) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
        Path folder = Files.createTempDirectory("stage");
        Path socket = folder.resolve("client");
        int status;
        try (FakeClient client = new FakeClient(socket, threads)) {
            int local = new EvidenceServer("machine", threads).port();
            status = run(command, socket, local);
            List<String> asked = new ArrayList<>(client.asked());
            asked.forEach(line -> System.out.println("asked\t" + line));
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(folder);
        }
        System.exit(status);
    }

    private static int run(String[] command, Path socket, int local) throws IOException, InterruptedException {
        List<String> words = Arrays.stream(command)
                .map(word -> word.replace("@SOCKET@", socket.toString()).replace("@LOCAL@", Integer.toString(local)))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
        builder.environment().put("PERISCOPE_SOCKET", socket.toString());
        return builder.start().waitFor();
    }
}
