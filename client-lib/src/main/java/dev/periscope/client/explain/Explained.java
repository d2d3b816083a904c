package dev.periscope.client.explain;

import java.util.List;
import java.util.Optional;

/**
 * Where a destination goes.
 *
 * @param destination as asked
 * @param side {@code Remote}, {@code Local} or {@code Deny}, of the connection
 * @param entry the entry that decided; absent for the default
 * @param source {@code session}, {@code policy/NAME}, {@code builtin} or {@code default}
 * @param connect what is done: {@code as-is}, {@code by-name}, {@code agent}, {@code refused} or {@code HOST:PORT}
 * @param nameSide who resolves the name; absent for an address
 * @param remote what the target pod's resolver says; absent when it was not asked
 * @param local what this machine's resolver says; absent when it was not asked
 * @param steps how the decision came about, in order
 */
public record Explained(
        String destination,
        String side,
        Optional<String> entry,
        String source,
        String connect,
        Optional<String> nameSide,
        Optional<String> remote,
        Optional<String> local,
        List<String> steps) {
    public Explained {
        steps = List.copyOf(steps);
    }
}
