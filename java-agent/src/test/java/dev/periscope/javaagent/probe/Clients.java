package dev.periscope.javaagent.probe;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Client libraries of everyday use. */
final class Clients {
    private static final String URL = "http://inventory.shop.svc:8080/";

    private Clients() {}

    static void addTo(Probe probe) {
        probe.add("Apache HttpClient 5", Clients::apache);
        probe.add("Apache HttpAsyncClient 5", Clients::apacheAsync);
        probe.add("OkHttp", Clients::okHttp);
        probe.add("PostgreSQL", Clients::postgres);
        probe.add("gRPC with its own Netty", Clients::grpc);
    }

    private static Object apache() throws Exception {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            return client.execute(new HttpGet(URL), response -> EntityUtils.toString(response.getEntity()));
        }
    }

    private static Object apacheAsync() throws Exception {
        try (CloseableHttpAsyncClient client = HttpAsyncClients.createDefault()) {
            client.start();
            SimpleHttpRequest request = SimpleRequestBuilder.get(URL).build();
            return client.execute(request, null).get(10, TimeUnit.SECONDS).getBodyText();
        }
    }

    private static Object okHttp() throws Exception {
        try (Response response = new OkHttpClient()
                .newCall(new Request.Builder().url(URL).build())
                .execute()) {
            return response.body().string();
        }
    }

    /** The server there speaks HTTP: the driver's complaint about its first byte tells that it answered. */
    private static Object postgres() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("user", "\r\n\r\n"); // ends a request in the server's eyes
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        return new org.postgresql.Driver().connect("jdbc:postgresql://inventory.shop.svc:8080/shop", properties);
    }

    /** As with PostgreSQL: the status quotes the first bytes of the answer, {@code HTTP/}. */
    private static Object grpc() throws Exception {
        MethodDescriptor.Marshaller<String> marshaller = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(String value) {
                return new ByteArrayInputStream(new byte[0]);
            }

            @Override
            public String parse(InputStream stream) {
                return "";
            }
        };
        MethodDescriptor<String, String> method = MethodDescriptor.newBuilder(marshaller, marshaller)
                .setType(MethodType.UNARY)
                .setFullMethodName("shop.Inventory/Get")
                .build();
        ManagedChannel channel = NettyChannelBuilder.forAddress("inventory.shop.svc", 8080)
                .usePlaintext()
                .build();
        try {
            CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS);
            return ClientCalls.blockingUnaryCall(channel, method, options, "");
        } catch (StatusRuntimeException failure) {
            boolean quoted = String.valueOf(failure.getCause()).contains("485454502f");
            return (Epoll.isAvailable() ? "epoll " : "NIO ") + (quoted ? "HTTP/" : failure.toString());
        }
    }
}
