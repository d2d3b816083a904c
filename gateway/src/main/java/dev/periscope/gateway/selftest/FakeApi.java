package dev.periscope.gateway.selftest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Answers one list without sessions and one watch that brings a session as soon as it is known. */
final class FakeApi implements AutoCloseable {

    private static final String LIST =
            "{\"kind\":\"MirrorSessionList\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletableFuture<String> event = new CompletableFuture<>();
    private final CountDownLatch end = new CountDownLatch(1);

    private FakeApi(HttpServer server) {
        this.server = server;
    }

    static FakeApi start() throws IOException {
        FakeApi api = new FakeApi(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16));
        api.server.setExecutor(api.threads);
        api.server.createContext("/", api::answer);
        api.server.start();
        return api;
    }

    URI uri() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    void session(String uid, String agentKey) {
        event.complete("{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"uid\":\"" + uid
                + "\",\"resourceVersion\":\"2\",\"labels\":{}},\"spec\":{},\"status\":{\"agent\":{\"publicKeyHash\":\""
                + agentKey + "\"}}}}\n");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getQuery();
            if (!isWatch(query)) {
                byte[] body = LIST.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            exchange.getResponseBody().write(event.join().getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isWatch(@Nullable String query) {
        return query != null && query.contains("watch=true");
    }

    @Override
    public void close() {
        end.countDown();
        event.cancel(false);
        threads.shutdownNow();
        server.stop(0);
    }
}
