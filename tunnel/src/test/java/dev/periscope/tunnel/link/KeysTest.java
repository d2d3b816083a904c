package dev.periscope.tunnel.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.key.KeyHash;
import dev.periscope.tunnel.message.LinkConfig;
import dev.periscope.tunnel.testing.Dialer;
import dev.periscope.tunnel.testing.NoLeaks;
import dev.periscope.tunnel.tls.PinnedTls;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(NoLeaks.class)
@Timeout(60)
class KeysTest {

    private final Identity agent = Identity.create("agent", new SecureRandom(), Clock.systemUTC());
    private final Identity user = Identity.create("user", new SecureRandom(), Clock.systemUTC());
    private final Queue<KeyHash> attached = new ConcurrentLinkedQueue<>();

    static Stream<Arguments> providers() {
        return Stream.of(TlsProvider.values())
                .flatMap(client -> Stream.of(TlsProvider.values()).map(server -> Arguments.of(client, server)));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void theExpectedKeysComeTogether(TlsProvider client, TlsProvider server) throws Exception {
        assertThat(connect(client, server, agent.hash()::equals, user.hash()::equals))
                .isNull();
        assertThat(attached).containsExactly(user.hash());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void anAgentOfAnotherKeyIsRefused(TlsProvider client, TlsProvider server) throws Exception {
        LinkEnd end = connect(client, server, key -> false, user.hash()::equals);
        assertThat(end).isNotNull();
        assertThat(end.reason()).as(end.text()).isEqualTo(LinkEnd.Reason.WRONG_KEY);
        assertThat(attached).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aClientOfAnotherKeyIsRefused(TlsProvider client, TlsProvider server) throws Exception {
        LinkEnd end = connect(client, server, agent.hash()::equals, key -> false);
        assertThat(end).isNotNull();
        assertThat(end.reason()).as(end.text()).isEqualTo(LinkEnd.Reason.WRONG_KEY);
        assertThat(attached).isEmpty();
    }

    /** Session resumption would skip the look at the key. */
    @ParameterizedTest
    @MethodSource("providers")
    void everyConnectionIsCheckedAnew(TlsProvider client, TlsProvider server) throws Exception {
        Queue<KeyHash> seenByClient = new ConcurrentLinkedQueue<>();
        Queue<KeyHash> seenByServer = new ConcurrentLinkedQueue<>();
        Tls tls = new Tls(
                PinnedTls.client(client, user, key -> seenByClient.add(key)),
                PinnedTls.server(server, agent, key -> seenByServer.add(key)));
        assertThat(connect(tls)).isNull();
        assertThat(connect(tls)).isNull();
        assertThat(seenByClient).containsExactly(agent.hash(), agent.hash());
        assertThat(seenByServer).containsExactly(user.hash(), user.hash());
    }

    private record Tls(PinnedTls client, PinnedTls server) {}

    private @org.jspecify.annotations.Nullable LinkEnd connect(
            TlsProvider client, TlsProvider server, Predicate<KeyHash> agentKey, Predicate<KeyHash> userKey)
            throws Exception {
        return connect(new Tls(PinnedTls.client(client, user, agentKey), PinnedTls.server(server, agent, userKey)));
    }

    /** @return how the link ended before it came to be; null if it came to be */
    private @org.jspecify.annotations.Nullable LinkEnd connect(Tls tls) throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            Channel listener = new ServerBootstrap()
                    .group(group)
                    .channel(NioServerSocketChannel.class)
                    .childOption(ChannelOption.AUTO_READ, false)
                    .childHandler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel socket) {
                            LinkServer.accept(socket, tls.server(), LinkOptions.standard(), key -> {
                                attached.add(key);
                                return new Dialer(0);
                            });
                        }
                    })
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .sync()
                    .channel();
            Channel socket = new Bootstrap()
                    .group(group)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.AUTO_READ, false)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(listener.localAddress())
                    .sync()
                    .channel();
            CompletableFuture<LinkClient> link = LinkClient.connect(
                            socket, tls.client(), "x.session.periscope.dev", LinkOptions.standard(), new Silent())
                    .toCompletableFuture();
            Throwable failure = catchThrowable(() -> link.get(10, TimeUnit.SECONDS));
            return failure != null && failure.getCause() instanceof LinkEndedException ended ? ended.end() : null;
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private static final class Silent implements LinkClient.Listener {
        @Override
        public void config(LinkConfig config) {}

        @Override
        public void goingAway(LinkEnd end) {}
    }
}
