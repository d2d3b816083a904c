package dev.periscope.filter.index;

import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.name.HostName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names by label from the right. A name's other forms were put into the tree when it was built; the forms of the name
 * asked for are found by starting the walk below each suffix of the search list, so that no text is put together.
 */
final class NameTree {
    private final Node root;
    private final Node[] suffixes;

    /**
     * A label's place.
     *
     * @param children by label; maps of strings, so that chosen hash collisions cost no more than a logarithm
     * @param exact entries whose name, or one of its forms, ends here
     * @param below wildcards whose suffix, or one of its forms, ends here
     */
    record Node(Map<String, Node> children, PortMap exact, PortMap below) {
        @Nullable
        Node child(String label) {
            return children.get(label);
        }
    }

    NameTree(Node root, List<Node> suffixes) {
        this.root = root;
        this.suffixes = suffixes.toArray(Node[]::new);
    }

    /** Returns the best exact name among all names that match, by rank. */
    Candidate exact(Transport transport, int port, List<HostName> names) {
        Candidate best = Candidate.NONE;
        for (int i = 0; i < names.size(); i++) {
            HostName name = names.get(i);
            best = best.orBetter(exactBelow(root, name).find(transport, port));
            for (int s = 0; s < suffixes.length && !name.absolute(); s++) {
                best = best.orBetter(exactBelow(suffixes[s], name).find(transport, port));
            }
        }
        return best;
    }

    private static PortMap exactBelow(Node start, HostName name) {
        Node node = start;
        for (int i = 0; i < name.labelCount(); i++) {
            Node next = node.child(name.label(i));
            if (next == null) {
                return PortMap.EMPTY;
            }
            node = next;
        }
        // Without labels the walk has not moved, and the start is no name of its own.
        return name.labelCount() == 0 ? PortMap.EMPTY : node.exact();
    }

    /** Returns the best wildcard: the one with the longest suffix that matched, then by rank. */
    Candidate wildcard(Transport transport, int port, List<HostName> names) {
        Candidate best = Candidate.NONE;
        int bestDepth = 0;
        for (int i = 0; i < names.size(); i++) {
            HostName name = names.get(i);
            Node node = root;
            // The last label is left out: a wildcard lies strictly above the name.
            for (int depth = 1; depth < name.labelCount(); depth++) {
                node = node.child(name.label(depth - 1));
                if (node == null) {
                    break;
                }
                Candidate here = node.below().find(transport, port);
                if (here.found() && (depth > bestDepth || (depth == bestDepth && here.rank() < best.rank()))) {
                    best = here;
                    bestDepth = depth;
                }
            }
        }
        return best;
    }

    /** Adds the ports at which {@link #exact} or {@link #wildcard} may change for these names. */
    void addPortsTo(PortSet ports, Transport transport, List<HostName> names) {
        for (HostName name : names) {
            exactBelow(root, name).addStartsTo(transport, ports);
            for (int s = 0; s < suffixes.length && !name.absolute(); s++) {
                exactBelow(suffixes[s], name).addStartsTo(transport, ports);
            }
            Node node = root;
            for (int depth = 1; depth < name.labelCount(); depth++) {
                node = node.child(name.label(depth - 1));
                if (node == null) {
                    break;
                }
                node.below().addStartsTo(transport, ports);
            }
        }
    }
}
