package dev.periscope.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The program on the developer's machine: asks the database and the inventory that its environment names, and prints what each answered. It is
 * written as if it ran in the pod.
 *
 * <p>Environment: {@code DB_URL} (JDBC), {@code DB_USER}, {@code DB_PASSWORD}, {@code INVENTORY_URL}, {@code SHOP_REGION}. Without arguments it
 * asks once and ends with status 1 if anything failed; with {@code --every MILLIS} it goes on until it is ended, with new connections each time.
 *
 * <p>A line is: time, what was asked, {@code ok} or {@code failed}, the answer's first word, the evidence.
 */
public final class ShopReport {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String QUESTION = "select (select name from place),"
            + " host(inet_server_addr()) || ':' || inet_server_port(), host(inet_client_addr()),"
            + " current_setting('server_version')";

    private final Map<String, String> environment;
    private final Clock clock;

    private ShopReport(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    public static void main(String[] args) throws InterruptedException {
        var report = new ShopReport(System.getenv(), Clock.systemUTC());
        if (args.length == 0) {
            System.exit(report.once() ? 0 : 1);
        }
        if (args.length != 2 || !args[0].equals("--every")) {
            System.err.println("usage: ShopReport [--every MILLIS]");
            System.exit(2);
        }
        report.forever(Duration.ofMillis(Long.parseLong(args[1])));
    }

    private void forever(Duration pause) throws InterruptedException {
        var ended = new CountDownLatch(1);
        do {
            once();
        } while (!ended.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Asks everything once; false if anything failed. */
    private boolean once() throws InterruptedException {
        var environmentThere = print("environment", this::region);
        var databaseAnswered = print("database", this::database);
        var inventoryAnswered = print("inventory", this::inventory);
        return environmentThere && databaseAnswered && inventoryAnswered;
    }

    private boolean print(String asked, Question question) throws InterruptedException {
        String line;
        boolean answered;
        try {
            line = "ok " + question.ask();
            answered = true;
        } catch (IOException | SQLException | IllegalArgumentException e) {
            line = "failed - " + e.toString().lines().findFirst().orElse("");
            answered = false;
        }
        System.out.println(Instant.now(clock) + " " + asked + " " + line);
        return answered;
    }

    private String region() {
        return "%s from the target's ConfigMap, read by process %d"
                .formatted(setting("SHOP_REGION"), ProcessHandle.current().pid());
    }

    private String database() throws SQLException {
        DriverManager.setLoginTimeout(Math.toIntExact(PATIENCE.toSeconds()));
        try (var connection =
                        DriverManager.getConnection(setting("DB_URL"), setting("DB_USER"), setting("DB_PASSWORD"));
                var statement = connection.createStatement();
                var row = statement.executeQuery(QUESTION)) {
            row.next();
            return "%s PostgreSQL %s at %s, which sees its client at %s"
                    .formatted(row.getString(1), row.getString(4), row.getString(2), row.getString(3));
        }
    }

    /** A client of its own each time, so that a kept connection does not hide where a new one would go. */
    private String inventory() throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request = HttpRequest.newBuilder(URI.create(setting("INVENTORY_URL")))
                    .timeout(PATIENCE)
                    .build();
            var answer = ShopAnswer.parse(
                    client.send(request, BodyHandlers.ofString()).body());
            return "%s %s, which sees its caller at %s".formatted(answer.service(), answer.pod(), answer.caller());
        }
    }

    private String setting(String name) {
        return Optional.ofNullable(environment.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name
                        + " is not in the environment: start this with periscope run, which takes it from the target"));
    }

    @FunctionalInterface
    private interface Question {
        String ask() throws IOException, SQLException, InterruptedException;
    }
}
