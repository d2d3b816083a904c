package dev.periscope.tunnel.link;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What both ends offer in the same way. */
abstract class BaseLink implements Link, LinkCore.Role {

    private final LinkCore core;

    BaseLink(Channel channel, @Nullable SslHandler tls, LinkOptions options) {
        this.core = new LinkCore(channel, tls, options, this);
    }

    LinkCore core() {
        return core;
    }

    @Override
    public EventLoop eventLoop() {
        return core.eventLoop();
    }

    @Override
    public String peerSoftware() {
        return core.peerSoftware();
    }

    @Override
    public CompletionStage<Long> ping() {
        return ask(answer -> core.pings().ask(answer));
    }

    @Override
    public void goAway(LinkEnd.Reason reason, String text) {
        onLoop(() -> core.goAway(reason, text));
    }

    @Override
    public void close(LinkEnd.Reason reason, String text) {
        onLoop(() -> core.end(reason, text));
    }

    @Override
    public CompletionStage<LinkEnd> ended() {
        return core.ended();
    }

    @Override
    public LinkCounters counters() {
        return core.streams().counters();
    }

    /** Asks on the event loop; fails at once when the link is not up. */
    <T> CompletionStage<T> ask(Consumer<CompletableFuture<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean accepted = onLoop(() -> {
            if (core.isUp()) {
                question.accept(answer);
            } else {
                answer.completeExceptionally(new LinkEndedException(whyNotUp()));
            }
        });
        if (!accepted) {
            answer.completeExceptionally(new LinkEndedException(whyNotUp()));
        }
        return answer;
    }

    LinkEnd whyNotUp() {
        return core.ended().getNow(new LinkEnd(LinkEnd.Reason.CONNECTION_LOST, "the link is not up", false));
    }

    /** @return false if the event loop has been shut down, and the link with it */
    boolean onLoop(Runnable action) {
        try {
            core.onLoop(action);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }
}
