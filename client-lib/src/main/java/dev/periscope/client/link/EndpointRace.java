package dev.periscope.client.link;

import dev.periscope.tunnel.link.LinkClient;
import dev.periscope.tunnel.link.LinkEnd;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Tries endpoints in order of preference, the next one when the last failed or after a head start, and takes the first
 * link that stands (after the manner of RFC 8305). Later ones are closed. Owned by the event loop.
 */
final class EndpointRace {
    /** How long an endpoint is alone before the next is tried beside it. */
    static final Duration HEAD_START = Duration.ofMillis(400);

    private final EventLoop loop;
    private final Function<Endpoint, CompletionStage<LinkClient>> attempt;
    private final Deque<Endpoint> waiting;
    private final Map<Endpoint, Throwable> failures = new LinkedHashMap<>();
    private final CompletableFuture<LinkClient> winner = new CompletableFuture<>();
    private int running;

    private EndpointRace(
            EventLoop loop, List<Endpoint> endpoints, Function<Endpoint, CompletionStage<LinkClient>> attempt) {
        this.loop = loop;
        this.attempt = attempt;
        this.waiting = new ArrayDeque<>(endpoints);
    }

    /** Fails with {@link DialException} when every endpoint has failed. */
    static CompletionStage<LinkClient> run(
            EventLoop loop, List<Endpoint> endpoints, Function<Endpoint, CompletionStage<LinkClient>> attempt) {
        EndpointRace race = new EndpointRace(loop, endpoints, attempt);
        loop.execute(race::next);
        return race.winner;
    }

    private void next() {
        Endpoint endpoint = winner.isDone() ? null : waiting.poll();
        if (endpoint == null) {
            if (running == 0) {
                winner.completeExceptionally(DialException.of(failures));
            }
            return;
        }
        running++;
        attempt.apply(endpoint).whenCompleteAsync((link, failure) -> settle(endpoint, link, failure), loop);
        if (!waiting.isEmpty()) {
            loop.schedule(this::next, HEAD_START.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void settle(
            Endpoint endpoint,
            @org.jspecify.annotations.Nullable LinkClient link,
            @org.jspecify.annotations.Nullable Throwable failure) {
        running--;
        if (link != null) {
            if (!winner.complete(link)) {
                link.close(LinkEnd.Reason.CLOSED, "another endpoint was faster");
            }
            return;
        }
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        failures.put(endpoint, cause == null ? new IllegalStateException("no link") : cause);
        next();
    }
}
