package dev.periscope.cli.programs;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Does what each line of its input says and answers on its output; ends with status 7 at {@code exit}. */
public final class Greet {
    private Greet() {}

    public static void main(String[] args) throws Exception {
        System.out.println("READY");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "greet" -> System.out.println(greet(words[1], Integer.parseInt(words[2])));
                case "env" -> System.out.println(System.getenv(words[1]));
                case "exit" -> System.exit(7);
                default -> System.out.println("?");
            }
        }
    }

    private static String greet(String host, int port) {
        try (Socket socket = new Socket(host, port)) {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (java.io.IOException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }
}
