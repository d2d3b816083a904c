package dev.periscope.client.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The platform's resolver ({@code getaddrinfo}), asked on threads of its own as it blocks. */
public final class SystemResolver implements LocalResolver {
    private final Executor blocking;

    /** {@code blocking} runs look-ups; one thread for each, virtual ones do. */
    public SystemResolver(Executor blocking) {
        this.blocking = blocking;
    }

    @Override
    public CompletionStage<List<InetAddress>> lookUp(String name) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return List.of(InetAddress.getAllByName(name));
                    } catch (UnknownHostException unknown) {
                        return List.of();
                    }
                },
                blocking);
    }
}
