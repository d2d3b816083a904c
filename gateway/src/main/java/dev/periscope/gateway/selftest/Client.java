package dev.periscope.gateway.selftest;

import dev.periscope.tunnel.link.LinkClient;
import dev.periscope.tunnel.link.LinkEnd;
import dev.periscope.tunnel.link.LinkOptions;
import dev.periscope.tunnel.link.LinkStream;
import dev.periscope.tunnel.link.OpenResult;
import dev.periscope.tunnel.link.StreamReceiver;
import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.message.LinkConfig;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.Transport;
import dev.periscope.tunnel.tls.PinnedTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client that sends bytes through the gateway and counts what comes back. */
final class Client {

    private static final long PATIENCE_SECONDS = 10;

    private final LinkClient link;

    private Client(CompletableFuture<LinkClient> connecting) throws Exception {
        this.link = connecting.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static Client connect(EventLoopGroup group, InetSocketAddress gateway, PinnedTls tls, String serverName)
            throws Exception {
        Channel socket = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(gateway)
                .sync()
                .channel();
        return new Client(LinkClient.connect(socket, tls, serverName, LinkOptions.standard(), new Silent())
                .toCompletableFuture());
    }

    /** @return how many bytes came back */
    long echo(int bytes) throws Exception {
        OpenRequest request =
                new OpenRequest(Transport.TCP, InetAddress.getLoopbackAddress(), 7, Optional.of("echo.example"));
        OpenResult result = link.open(request).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!(result instanceof OpenResult.Opened opened)) {
            throw new IllegalStateException("self-test: " + result);
        }
        Counter counter = new Counter();
        LinkStream stream = opened.stream();
        stream.eventLoop().execute(() -> {
            stream.receiver(counter.on(stream));
            stream.write(Unpooled.wrappedBuffer(new byte[bytes]));
            stream.finish();
        });
        return counter.total.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void close() {
        link.close(LinkEnd.Reason.CLOSED, "the self-test is through");
    }

    private static final class Silent implements LinkClient.Listener {
        @Override
        public void config(LinkConfig config) {}

        @Override
        public void goingAway(LinkEnd end) {}
    }

    private static final class Counter {
        private final CompletableFuture<Long> total = new CompletableFuture<>();
        private long count;

        StreamReceiver on(LinkStream stream) {
            return new StreamReceiver() {
                @Override
                public void data(ByteBuf data) {
                    int n = data.readableBytes();
                    count += n;
                    data.release();
                    stream.consumed(n);
                }

                @Override
                public void finished() {
                    total.complete(count);
                }

                @Override
                public void reset(Errno errno, String text) {
                    total.completeExceptionally(new IllegalStateException("self-test: reset: " + text));
                }

                @Override
                public void writable() {}
            };
        }
    }
}
