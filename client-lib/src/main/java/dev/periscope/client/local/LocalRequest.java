package dev.periscope.client.local;

import dev.periscope.tunnel.message.ResolveRequest.Family;
import dev.periscope.tunnel.message.Transport;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** One request line of the local protocol, version 1. */
sealed interface LocalRequest {

    /** The greeting, first on every connection. */
    record Hello(int version, String mechanism, long pid) implements LocalRequest {}

    /** A question for a name's addresses. */
    record Resolve(String id, Family family, String name) implements LocalRequest {}

    /**
     * A connection about to be made.
     *
     * @param patience how long the asker can be held up
     * @param host the name the process asked for, when the mechanism knows it
     */
    record Connect(
            String id, Transport transport, InetAddress address, int port, Patience patience, Optional<String> host)
            implements LocalRequest {}

    /** How long a connect may be held up. */
    sealed interface Patience {
        /** As long as the remote connect takes. */
        record Unlimited() implements Patience {}

        /** Not noticeably: after 250 ms the answer is {@code VIA}, and a later failure shows as a reset. */
        record NonBlocking() implements Patience {}

        /** That long, then it timed out. */
        record Limited(Duration limit) implements Patience {}
    }

    /** The process cannot be intercepted (fully). */
    record Broken(String text) implements LocalRequest {}

    /** A question for the remote peer behind a {@code VIA} port. */
    record Peer(String id, int port) implements LocalRequest {}

    /** A line that is none of the above; it ends the connection. */
    record Malformed(String expected) implements LocalRequest {}
}
