package dev.periscope.agent.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** One question to one name server, once. */
@FunctionalInterface
public interface DnsExchange {

    /**
     * @param timeout for the whole exchange, a change to TCP included
     * @return the server's response, complete; fails with an {@link java.io.IOException} if the server cannot be reached,
     *     does not answer in time ({@link java.net.SocketTimeoutException}) or answers nonsense
     */
    CompletionStage<DnsResponse> ask(InetSocketAddress server, DnsQuery query, Duration timeout);
}
