package dev.periscope.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.periscope.gateway.log.EventLog;
import dev.periscope.tunnel.key.KeyHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against an API server made of answers, one for each request. */
@Timeout(30)
class SessionWatchTest {

    private static final String HASH = "ab".repeat(32);
    private static final String OTHER = "cd".repeat(32);

    /** An answer: a code, and text that is sent piece by piece; the empty piece keeps the connection open. */
    private record Answer(int code, List<String> pieces) {}

    private static Answer answer(int code, String... pieces) {
        return new Answer(code, List.of(pieces));
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final SessionTable table = new SessionTable();
    private final Queue<String> changes = new ConcurrentLinkedQueue<>();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final HttpServer server;

    SessionWatchTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    }

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        table.onChange(changes::add);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(String.valueOf(exchange.getRequestURI()));
        try (exchange) {
            Answer answer = answers.take();
            exchange.sendResponseHeaders(answer.code(), 0);
            for (String piece : answer.pieces()) {
                exchange.getResponseBody().write(piece.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                if (piece.isEmpty()) {
                    new LinkedBlockingQueue<>().take();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SessionWatch watch() {
        InetSocketAddress address = server.getAddress();
        return SessionWatch.start(
                ApiServer.plain(URI.create("http://127.0.0.1:" + address.getPort())),
                table,
                new EventLog(new PrintStream(log, true, StandardCharsets.UTF_8), Clock.systemUTC()),
                new SplittableRandom(1));
    }

    private static String session(String uid, String hash) {
        return "{\"metadata\":{\"name\":\"x\",\"uid\":\"" + uid
                + "\",\"resourceVersion\":\"9\",\"managedFields\":[{\"a\":"
                + "{\"uid\":\"no\"}}]},\"spec\":{\"uid\":\"no\",\"agent\":{\"publicKeyHash\":\"no\"}},\"status\":{\"phase\":"
                + "\"Ready\",\"agent\":{\"name\":\"a\",\"publicKeyHash\":\"" + hash
                + "\"},\"target\":{\"uid\":\"pod\"}}}";
    }

    private static String list(String next, String... sessions) {
        return "{\"kind\":\"MirrorSessionList\",\"items\":[" + String.join(",", sessions)
                + "],\"metadata\":{\"resourceVersion\":\"10\",\"continue\":\"" + next + "\"}}";
    }

    private static String event(String type, String object) {
        return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
    }

    @Test
    void aListInPagesAndTheWatchAfterItFillTheTable() {
        answers.add(answer(200, list("more/+", session("a", HASH))));
        answers.add(answer(200, list("", session("b", "none"))));
        answers.add(answer(
                200,
                event("ADDED", session("c", HASH)) + event("MODIFIED", session("b", OTHER)),
                event("DELETED", session("a", HASH)) + event("BOOKMARK", "{\"metadata\":{\"resourceVersion\":\"12\"}}"),
                ""));
        SessionWatch watch = watch();
        await().until(() -> table.agentKey("b").isPresent() && !table.knows("a"));
        assertThat(table.isReady()).isTrue();
        assertThat(table.agentKey("b")).contains(new KeyHash(OTHER));
        assertThat(table.agentKey("c")).contains(new KeyHash(HASH));
        assertThat(changes).containsExactlyInAnyOrder("a", "b", "c", "b", "a");
        assertThat(requests)
                .containsExactly(
                        "/apis/periscope.dev/v1alpha1/mirrorsessions?limit=500",
                        "/apis/periscope.dev/v1alpha1/mirrorsessions?limit=500&continue=more%2F%2B",
                        "/apis/periscope.dev/v1alpha1/mirrorsessions?watch=true&allowWatchBookmarks=true&timeoutSeconds=240"
                                + "&resourceVersion=10");
        watch.close();
    }

    @Test
    void aWatchThatEndsGoesOnWhereItWas() {
        answers.add(answer(200, list("")));
        answers.add(answer(200, event("BOOKMARK", "{\"metadata\":{\"resourceVersion\":\"42\"}}")));
        answers.add(answer(200, event("ADDED", session("a", HASH)), ""));
        SessionWatch watch = watch();
        await().until(() -> table.knows("a"));
        assertThat(requests).last().asString().contains("resourceVersion=42");
        watch.close();
    }

    @Test
    void whenTheServerHasForgottenThatPointAllIsListedAgain() {
        answers.add(answer(200, list("", session("old", HASH))));
        answers.add(answer(200, event("ERROR", "{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\"}")));
        answers.add(answer(200, list("", session("a", HASH))));
        answers.add(answer(410));
        answers.add(answer(200, list("", session("b", HASH))));
        answers.add(answer(200, ""));
        SessionWatch watch = watch();
        await().until(() -> table.knows("b"));
        assertThat(table.knows("old")).isFalse();
        assertThat(table.knows("a")).isFalse();
        watch.close();
    }

    @Test
    void aServerThatRefusesIsAskedAgainAndTheLogSaysWhatToDo() {
        answers.add(answer(403));
        answers.add(answer(200, list("", session("a", HASH))));
        answers.add(answer(200, ""));
        SessionWatch watch = watch();
        await().until(() -> table.knows("a"));
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("403")
                .contains("get, list and watch on mirrorsessions");
        watch.close();
    }

    @Test
    void whatIsNoJsonIsNoReasonToForget() {
        answers.add(answer(200, list("", session("a", HASH))));
        answers.add(answer(200, "<html>"));
        answers.add(answer(200, event("ADDED", session("b", HASH)), ""));
        SessionWatch watch = watch();
        await().until(() -> table.knows("b"));
        assertThat(table.knows("a")).isTrue();
        watch.close();
    }
}
