package dev.periscope.gateway.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code /health/live}, {@code /health/ready} and {@code /metrics}, in a thread of its own. */
public final class HealthServer implements AutoCloseable {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("health").daemon().factory());

    private HealthServer(HttpServer server, BooleanSupplier ready, Supplier<String> metrics) {
        this.server = server;
        server.setExecutor(thread);
        server.createContext("/health/live", exchange -> answer(exchange, 200, "live\n"));
        server.createContext("/health/ready", exchange -> {
            boolean isReady = ready.getAsBoolean();
            answer(exchange, isReady ? 200 : 503, isReady ? "ready\n" : "not ready\n");
        });
        server.createContext("/metrics", exchange -> answer(exchange, 200, metrics.get()));
    }

    /**
     * @param port 0 takes any free one
     * @throws IOException if the port is taken
     */
    public static HealthServer start(int port, BooleanSupplier ready, Supplier<String> metrics) throws IOException {
        HealthServer health = new HealthServer(HttpServer.create(new InetSocketAddress(port), 16), ready, metrics);
        health.server.start();
        return health;
    }

    /** @return the port it listens on */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }

    private static void answer(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", TEXT);
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
