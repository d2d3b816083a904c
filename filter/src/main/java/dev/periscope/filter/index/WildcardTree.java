package dev.periscope.filter.index;

import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.SearchList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Wildcards by the labels of their suffixes, from the right. A suffix's other forms have places of their own; the name
 * asked for is walked as it is.
 */
final class WildcardTree {
    private final Node root;

    /**
     * A label's place.
     *
     * @param children by label; maps of strings, so that chosen hash collisions cost no more than a logarithm
     * @param below wildcards whose suffix, or one of its forms, ends here
     */
    private record Node(Map<String, Node> children, PortMap below) {}

    private WildcardTree(Node root) {
        this.root = root;
    }

    /** Collects wildcards. */
    static final class Builder {
        private final SearchList search;
        private final Growing root = new Growing();

        private static final class Growing {
            private final Map<String, Growing> children = new HashMap<>(2);
            private final List<Candidate> below = new ArrayList<>(1);
        }

        Builder(SearchList search) {
            this.search = search;
        }

        void add(HostName suffix, Candidate candidate) {
            for (HostName form : search.expand(suffix)) {
                Growing place = root;
                for (int i = 0; i < form.labelCount(); i++) {
                    place = place.children.computeIfAbsent(form.label(i), _ -> new Growing());
                }
                place.below.add(candidate);
            }
        }

        WildcardTree build() {
            return new WildcardTree(freeze(root));
        }

        /** As deep as names have labels: at most 127 each for an entry and for a suffix of the search list. */
        private static Node freeze(Growing growing) {
            Map<String, Node> children = HashMap.newHashMap(growing.children.size());
            growing.children.forEach((label, child) -> children.put(label, freeze(child)));
            return new Node(children, growing.below.isEmpty() ? PortMap.EMPTY : PortMap.of(growing.below));
        }
    }

    /** Returns the best entry: the one with the longest suffix that matched, then by rank. */
    Candidate best(Transport transport, int port, List<HostName> names) {
        Candidate best = Candidate.NONE;
        int bestDepth = 0;
        for (int i = 0; i < names.size(); i++) {
            HostName name = names.get(i);
            @Nullable Node node = root;
            // The last label is left out: a wildcard lies strictly above the name.
            for (int depth = 1; depth < name.labelCount(); depth++) {
                node = node.children().get(name.label(depth - 1));
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

    /** Adds the ports at which {@link #best} may change for these names. */
    void addPortsTo(PortSet ports, Transport transport, List<HostName> names) {
        for (HostName name : names) {
            @Nullable Node node = root;
            for (int depth = 1; depth < name.labelCount(); depth++) {
                node = node.children().get(name.label(depth - 1));
                if (node == null) {
                    break;
                }
                node.below().addStartsTo(transport, ports);
            }
        }
    }
}
