package dev.periscope.client.link;

import dev.periscope.tunnel.link.LinkClient;
import dev.periscope.tunnel.link.LinkEnd;
import dev.periscope.tunnel.link.OpenResult;
import dev.periscope.tunnel.message.Environment;
import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.message.LinkConfig;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One link after another to the agent a session has now. A link that is lost is dialled again; when the agent is
 * replaced (another key), its streams end with a reset and new ones go to the new agent. Requests made while there is no
 * link wait for one, but not longer than {@link Patience#request}.
 *
 * <p>Methods may be called from any thread; all state is owned by the event loop.
 */
public final class KeptLink implements RemoteSide, AutoCloseable {

    /**
     * Times, all positive.
     *
     * @param request how long a request waits for a link
     * @param firstRetry pause after the first failed dial; doubled up to {@code longestRetry}
     */
    public record Patience(Duration request, Duration firstRetry, Duration longestRetry) {
        /** 10 s; 100 ms up to 2 s. */
        public static Patience standard() {
            return new Patience(Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofSeconds(2));
        }
    }

    /** Told on the event loop; must not block. */
    public interface Listener {
        /** The filter in force at the agent, after each link's start and each change. */
        void config(LinkConfig config);

        /** The link stands. */
        void up();

        /** The link is gone and is dialled again. */
        void down(LinkEnd end);

        /** A dial failed; the next follows. */
        void dialFailed(DialException failure);

        /** The agent said that the session is over; it is not dialled again. */
        void sessionEnded(String text);
    }

    private final EventLoop loop;
    private final Dialer dialer;
    private final Patience patience;
    private final Listener listener;

    private final Deque<CompletableFuture<LinkClient>> waiting = new ArrayDeque<>();
    private @Nullable AgentCoordinates agent;
    private @Nullable LinkClient link;
    /** Counts dials and losses; what belongs to an older number is of no interest any more. */
    private long epoch;

    private long pauseMillis;
    private boolean dialling;
    private boolean over;

    public KeptLink(EventLoop loop, Dialer dialer, Patience patience, Listener listener) {
        this.loop = loop;
        this.dialer = dialer;
        this.patience = patience;
        this.listener = listener;
        this.pauseMillis = patience.firstRetry.toMillis();
    }

    @Override
    public EventLoop eventLoop() {
        return loop;
    }

    /** Where the session's agent is now. Another key ends the link to the agent before. */
    public void agent(AgentCoordinates now) {
        loop.execute(() -> {
            AgentCoordinates before = agent;
            agent = now;
            if (before != null && !before.keyHash().equals(now.keyHash())) {
                drop("the agent was replaced");
            }
            if (link == null) {
                dial();
            }
        });
    }

    /** Tells the current agent that the filter of that hash is in force here. */
    public void acknowledge(String filterHash) {
        loop.execute(() -> {
            if (link != null) {
                link.acknowledgeConfig(filterHash);
            }
        });
    }

    @Override
    public CompletionStage<ResolveAnswer> resolve(ResolveRequest request) {
        return withLink(current -> current.resolve(request))
                .exceptionally(failure -> new ResolveAnswer.TimedOut("no link to the target pod: " + text(failure)));
    }

    @Override
    public CompletionStage<OpenResult> open(OpenRequest request) {
        return withLink(current -> current.open(request))
                .exceptionally(failure ->
                        new OpenResult.Failed(Errno.LINK_LOST, "no link to the target pod: " + text(failure)));
    }

    /** The workload's environment; fails when there is no link in time. */
    public CompletionStage<Environment> environment() {
        return withLink(LinkClient::environment);
    }

    /** Ends the link for good. Idempotent. */
    @Override
    public void close() {
        loop.execute(() -> end("the client ended the session"));
    }

    private <T> CompletionStage<T> withLink(Function<LinkClient, CompletionStage<T>> request) {
        CompletableFuture<LinkClient> available = new CompletableFuture<>();
        loop.execute(() -> {
            if (link != null) {
                available.complete(link);
            } else if (over) {
                available.completeExceptionally(new IllegalStateException("the session is over"));
            } else {
                waiting.add(available);
                loop.schedule(() -> giveUp(available), patience.request.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
        return available.thenCompose(request);
    }

    private void giveUp(CompletableFuture<LinkClient> available) {
        if (available.completeExceptionally(
                new IllegalStateException("none came up within " + patience.request.toSeconds() + " s"))) {
            waiting.removeIf(CompletableFuture::isDone);
        }
    }

    private void dial() {
        AgentCoordinates target = agent;
        if (over || dialling || target == null) {
            return;
        }
        dialling = true;
        long mine = ++epoch;
        dialer.dial(target, new Events(mine))
                .whenCompleteAsync((made, failure) -> settle(mine, target, made, failure), loop);
    }

    private void settle(long mine, AgentCoordinates target, @Nullable LinkClient made, @Nullable Throwable failure) {
        dialling = false;
        if (made == null) {
            failed(failure);
            return;
        }
        AgentCoordinates wanted = agent;
        if (over || mine != epoch || wanted == null || !wanted.keyHash().equals(target.keyHash())) {
            made.close(LinkEnd.Reason.CLOSED, "no longer needed");
            dial();
            return;
        }
        link = made;
        pauseMillis = patience.firstRetry.toMillis();
        made.ended().thenAcceptAsync(end -> lost(mine, end), loop);
        listener.up();
        for (CompletableFuture<LinkClient> next = waiting.poll(); next != null; next = waiting.poll()) {
            next.complete(made);
        }
    }

    private void failed(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof DialException reasons) {
            if (reasons.refusal().filter(KeptLink::isFinal).isPresent()) {
                end(reasons.refusal().get().text());
                listener.sessionEnded(reasons.refusal().get().text());
                return;
            }
            listener.dialFailed(reasons);
        }
        retryLater();
    }

    private void retryLater() {
        if (over) {
            return;
        }
        loop.schedule(this::redial, pauseMillis, TimeUnit.MILLISECONDS);
        pauseMillis = Math.min(pauseMillis * 2, patience.longestRetry.toMillis());
    }

    private void redial() {
        if (link == null) {
            dial();
        }
    }

    private void lost(long mine, LinkEnd end) {
        if (mine != epoch || over || link == null) {
            return;
        }
        link = null;
        epoch++;
        if (isFinal(end)) {
            end(end.text());
            listener.sessionEnded(end.text());
            return;
        }
        listener.down(end);
        retryLater();
    }

    /** The agent before ends at once: its streams belong to a pod that is no longer the target. */
    private void drop(String why) {
        epoch++;
        LinkClient old = link;
        link = null;
        pauseMillis = patience.firstRetry.toMillis();
        if (old != null) {
            LinkEnd end = new LinkEnd(LinkEnd.Reason.SHUTDOWN, why, false);
            old.close(end.reason(), end.text());
            listener.down(end);
        }
    }

    private void end(String why) {
        over = true;
        epoch++;
        LinkClient last = link;
        link = null;
        if (last != null) {
            last.close(LinkEnd.Reason.CLOSED, why);
        }
        for (CompletableFuture<LinkClient> next = waiting.poll(); next != null; next = waiting.poll()) {
            next.completeExceptionally(new IllegalStateException(why));
        }
    }

    private static boolean isFinal(LinkEnd end) {
        return end.byPeer() && end.reason() == LinkEnd.Reason.SESSION_ENDED;
    }

    private static String text(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }

    /** What one link tells. */
    private final class Events implements LinkClient.Listener {
        private final long mine;

        Events(long mine) {
            this.mine = mine;
        }

        @Override
        public void config(LinkConfig config) {
            loop.execute(() -> {
                // The first one may come before the dial is settled.
                if (mine == epoch && !over) {
                    listener.config(config);
                }
            });
        }

        @Override
        public void goingAway(LinkEnd end) {
            loop.execute(() -> {
                if (mine != epoch || over) {
                    return;
                }
                // What is open goes on over the old link; new flows need another.
                link = null;
                epoch++;
                if (isFinal(end)) {
                    end(end.text());
                    listener.sessionEnded(end.text());
                } else {
                    listener.down(end);
                    dial();
                }
            });
        }
    }
}
