package dev.periscope.gateway.selftest;

import dev.periscope.tunnel.gateway.GatewayEndpoint;
import dev.periscope.tunnel.gateway.GatewayRegistration;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.key.KeyHash;
import dev.periscope.tunnel.link.LinkEnd;
import dev.periscope.tunnel.link.LinkOptions;
import dev.periscope.tunnel.link.LinkServer;
import dev.periscope.tunnel.link.LinkStream;
import dev.periscope.tunnel.link.PendingStream;
import dev.periscope.tunnel.link.StreamReceiver;
import dev.periscope.tunnel.message.Environment;
import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.message.LinkStats;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import dev.periscope.tunnel.tls.PinnedTls;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** An agent that sends everything back. */
final class EchoAgent implements GatewayRegistration.Listener, LinkServer.Handler, AutoCloseable {

    private final PinnedTls tls;
    private final GatewayRegistration registration;
    private final CompletableFuture<Void> registered = new CompletableFuture<>();

    EchoAgent(
            EventLoopGroup group,
            String uid,
            Identity self,
            KeyHash client,
            TlsProvider provider,
            GatewayEndpoint gateway,
            RandomGenerator random) {
        this.tls = PinnedTls.server(provider, self, client::equals);
        this.registration = GatewayRegistration.start(
                group,
                new GatewayRegistration.Agent(uid, 1, self, provider),
                GatewayRegistration.Resolver.system(),
                random,
                this);
        registration.gateways(List.of(gateway));
    }

    CompletableFuture<Void> registered() {
        return registered;
    }

    @Override
    public void close() {
        registration.close();
    }

    @Override
    public void registered(Set<String> gateways) {
        if (!gateways.isEmpty()) {
            registered.complete(null);
        }
    }

    @Override
    public void refused(String gateway, String reason, String text) {
        registered.completeExceptionally(new IllegalStateException(gateway + ": " + reason + ": " + text));
    }

    @Override
    public void dialBack(Channel channel) {
        LinkServer.accept(channel, tls, LinkOptions.standard(), key -> this);
    }

    @Override
    public void started(LinkServer link) {}

    @Override
    public void open(OpenRequest request, PendingStream pending) {
        LinkStream stream = pending.accept(Optional.empty());
        stream.receiver(new StreamReceiver() {
            @Override
            public void data(ByteBuf data) {
                int n = data.readableBytes();
                stream.write(data);
                stream.consumed(n);
            }

            @Override
            public void finished() {
                stream.finish();
            }

            @Override
            public void reset(Errno errno, String text) {}

            @Override
            public void writable() {}
        });
    }

    @Override
    public CompletionStage<ResolveAnswer> resolve(ResolveRequest request) {
        return CompletableFuture.completedFuture(new ResolveAnswer.NoSuchName());
    }

    @Override
    public CompletionStage<Environment> environment() {
        return CompletableFuture.completedFuture(new Environment("PodSpec", Map.of()));
    }

    @Override
    public LinkStats stats() {
        return new LinkStats(0, 0, 0, 0, 0, 0);
    }

    @Override
    public void configAcknowledged(String hash) {}

    @Override
    public void ended(LinkEnd end) {}
}
