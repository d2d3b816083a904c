package dev.periscope.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * {@code orders} and {@code inventory} in the cluster: answers every request with the name of the service, the pod that answered and the address
 * the request came from.
 *
 * <p>Environment: {@code SERVICE} names the service, {@code PORT} the port (default 8080), {@code HOSTNAME} the pod. With {@code --self-test} it
 * asks itself once over loopback and ends.
 */
public final class ShopServer {
    private static final int DEFAULT_PORT = 8080;

    private final String service;
    private final String pod;

    private ShopServer(Map<String, String> environment) {
        service = environment.getOrDefault("SERVICE", "shop");
        pod = environment.getOrDefault("HOSTNAME", "unknown");
    }

    public static void main(String[] args) throws IOException {
        var environment = System.getenv();
        var server = new ShopServer(environment);
        if (args.length > 0 && args[0].equals("--self-test")) {
            server.askItself();
        } else {
            server.start(new InetSocketAddress(port(environment)));
        }
    }

    private static int port(Map<String, String> environment) {
        return Integer.parseInt(environment.getOrDefault("PORT", Integer.toString(DEFAULT_PORT)));
    }

    private HttpServer start(InetSocketAddress address) throws IOException {
        var http = HttpServer.create(address, 0);
        http.createContext("/", this::answer);
        http.start();
        return http;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var caller = exchange.getRemoteAddress().getAddress().getHostAddress();
            var body = new ShopAnswer(service, pod, caller).toJson().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void askItself() throws IOException {
        var http = start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try (var answer = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/")
                .toURL()
                .openStream()) {
            System.out.println(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        } finally {
            http.stop(0);
        }
    }
}
