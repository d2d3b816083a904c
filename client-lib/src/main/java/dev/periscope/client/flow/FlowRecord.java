package dev.periscope.client.flow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of one flow or one question for a name.
 *
 * @param number grows by one with each flow of a session, from 1
 * @param started when the process asked
 * @param process the asking process' id, 0 when unknown
 * @param kind {@code tcp}, {@code udp} or {@code dns}
 * @param destination {@code address:port}, IPv6 in brackets; the name for {@code dns}
 * @param names the names the decision was made with, the asked one first
 * @param side {@code Remote}, {@code Local} or {@code Deny}
 * @param entry the filter's entry that decided, or the built-in rule; absent for the default
 * @param source {@code session}, {@code policy/NAME}, {@code clusterpolicy/NAME}, {@code builtin} or {@code default}
 * @param outcome what happened: {@code connecting}, {@code connected}, {@code closed}, {@code reset}, {@code as-is},
 *     an errno name such as {@code ECONNREFUSED}, the address a local flow was sent to, or a name's addresses
 * @param bytesOut bytes from the process to the peer; 0 for flows that do not cross the tunnel
 * @param bytesIn bytes from the peer to the process
 * @param ended when the flow ended; absent while it is open
 */
public record FlowRecord(
        long number,
        Instant started,
        long process,
        String kind,
        String destination,
        List<String> names,
        String side,
        Optional<String> entry,
        String source,
        String outcome,
        long bytesOut,
        long bytesIn,
        Optional<Instant> ended) {
    public FlowRecord {
        names = List.copyOf(names);
    }
}
