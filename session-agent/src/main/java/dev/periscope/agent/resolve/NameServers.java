package dev.periscope.agent.resolve;

import dev.periscope.agent.dns.DnsExchange;
import dev.periscope.agent.dns.DnsQuery;
import dev.periscope.agent.dns.DnsResponse;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks the pod's name servers in their order, as many times over as {@code resolv.conf} says, until one has an answer.
 * At most {@link #MAX_UNDER_WAY} questions are under way at a time, each on a socket of its own; others wait in line.
 * Not thread-safe: owned by the agent's event loop.
 */
final class NameServers {

    static final int MAX_UNDER_WAY = 512;
    static final int MAX_WAITING = 8_192;

    /** A lost datagram is common enough that the five seconds of resolv.conf(5) would be felt. */
    private static final Duration LONGEST_TRY = Duration.ofSeconds(2);

    private final ResolvConf conf;
    private final DnsExchange exchange;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    NameServers(ResolvConf conf, DnsExchange exchange) {
        this.conf = conf;
        this.exchange = exchange;
    }

    /** @return what the servers said; never fails */
    CompletionStage<Reply> ask(DnsQuery query) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        if (waiting.size() >= MAX_WAITING) {
            reply.complete(new Reply.Failed("the agent has " + MAX_WAITING + " questions waiting; ask again later"));
            return reply;
        }
        waiting.add(() -> attempt(query, 0, new Reply.Silent("no name server was asked"), reply));
        reply.whenComplete((r, failure) -> {
            underWay--;
            startWaiting();
        });
        startWaiting();
        return reply;
    }

    private void startWaiting() {
        while (underWay < MAX_UNDER_WAY && !waiting.isEmpty()) {
            underWay++;
            waiting.remove().run();
        }
    }

    private void attempt(DnsQuery query, int attempt, Reply soFar, CompletableFuture<Reply> reply) {
        int servers = conf.servers().size();
        if (attempt >= servers * conf.attempts()) {
            reply.complete(soFar);
            return;
        }
        InetSocketAddress server = conf.servers().get(attempt % servers);
        Duration timeout = conf.timeout().compareTo(LONGEST_TRY) < 0 ? conf.timeout() : LONGEST_TRY;
        exchange.ask(server, query, timeout).whenComplete((message, failure) -> {
            if (failure == null && isAnswer(message)) {
                reply.complete(new Reply.Answered(message));
            } else {
                attempt(query, attempt + 1, judge(server, message, failure, soFar), reply);
            }
        });
    }

    private static boolean isAnswer(DnsResponse message) {
        return message.rcode() == DnsResponse.NO_ERROR || message.rcode() == DnsResponse.NO_SUCH_NAME;
    }

    /** A server that failed says more than one that is silent. */
    private static Reply judge(
            InetSocketAddress server, @Nullable DnsResponse message, @Nullable Throwable failure, Reply soFar) {
        if (message != null) {
            String code = message.rcode() == DnsResponse.SERVER_FAILURE
                    ? "SERVFAIL"
                    : message.rcode() == DnsResponse.REFUSED ? "REFUSED" : "code " + message.rcode();
            return new Reply.Failed(server + " answered " + code);
        }
        if (failure instanceof SocketTimeoutException) {
            return soFar instanceof Reply.Failed ? soFar : new Reply.Silent(server + " did not answer in time");
        }
        return new Reply.Failed(server + ": " + failure);
    }
}
