package dev.periscope.client.outgoing;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** What a process is told about a name. */
public sealed interface NameAnswer {

    /**
     * The name's addresses.
     *
     * @param ttl how long they may be remembered
     * @param addresses at least one, in the order of the resolver
     */
    record Found(Duration ttl, List<InetAddress> addresses) implements NameAnswer {
        public Found {
            addresses = List.copyOf(addresses);
        }
    }

    /** There is no such name; the text says which rule or resolver said so. */
    record NoSuchName(String text) implements NameAnswer {}

    /** The name is there, without an address of the family asked for. */
    record NoData() implements NameAnswer {}

    /** Nobody could say now; asking again later may help. */
    record TryAgain(String text) implements NameAnswer {}
}
