package dev.periscope.tunnel.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The machine's own resolver; it blocks, so that each question gets a thread of its own, which costs little. */
final class SystemResolver implements GatewayRegistration.Resolver {

    static final SystemResolver INSTANCE = new SystemResolver();

    private static final Executor THREAD_EACH =
            task -> Thread.ofVirtual().name("resolve").start(task);

    private SystemResolver() {}

    @Override
    public CompletionStage<List<InetAddress>> resolve(String host) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return List.of(InetAddress.getAllByName(host));
                    } catch (UnknownHostException e) {
                        throw new CompletionException(e);
                    }
                },
                THREAD_EACH);
    }
}
