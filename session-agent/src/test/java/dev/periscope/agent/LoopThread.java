package dev.periscope.agent;

import dev.periscope.agent.connect.Sockets;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An event loop of its own for a test, and calls to what it owns. */
public final class LoopThread implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, Sockets.transport());

    public EventLoop loop() {
        return (EventLoop) group.next();
    }

    /** Runs on the loop and waits for what it returns. */
    public <T> T on(Supplier<T> call) {
        try {
            return loop().submit(call::get).get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Starts on the loop and waits, at most 20 s, for the stage to complete. */
    public <T> T await(Supplier<CompletionStage<T>> call) {
        try {
            return on(call).toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
