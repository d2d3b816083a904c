package dev.periscope.filter.index;

import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.SearchList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds a {@link NameTree}: every form of every name gets a place. */
final class NameTreeBuilder {
    private final SearchList search;
    private final Growing root = new Growing();
    // Most places hold one entry, and each entry has several places: its map is made once.
    private final IdentityHashMap<Candidate, PortMap> single = new IdentityHashMap<>();
    private final IdentityHashMap<Growing, NameTree.Node> done = new IdentityHashMap<>();

    private static final class Growing {
        private @Nullable Map<String, Growing> children;
        private @Nullable List<Candidate> exact;
        private @Nullable List<Candidate> below;

        Growing child(String label) {
            if (children == null) {
                children = new HashMap<>(2);
            }
            return children.computeIfAbsent(label, _ -> new Growing());
        }

        Optional<Growing> find(HostName name) {
            Growing node = this;
            for (int i = 0; i < name.labelCount() && node != null; i++) {
                node = node.children == null ? null : node.children.get(name.label(i));
            }
            return Optional.ofNullable(node);
        }
    }

    NameTreeBuilder(SearchList search) {
        this.search = search;
    }

    void addExact(HostName name, Candidate candidate) {
        for (HostName form : search.expand(name)) {
            Growing place = place(form);
            if (place.exact == null) {
                place.exact = new ArrayList<>(1);
            }
            place.exact.add(candidate);
        }
    }

    void addWildcard(HostName suffix, Candidate candidate) {
        for (HostName form : search.expand(suffix)) {
            Growing place = place(form);
            if (place.below == null) {
                place.below = new ArrayList<>(1);
            }
            place.below.add(candidate);
        }
    }

    private Growing place(HostName name) {
        Growing node = root;
        for (int i = 0; i < name.labelCount(); i++) {
            node = node.child(name.label(i));
        }
        return node;
    }

    NameTree build() {
        NameTree.Node top = freeze(root);
        List<NameTree.Node> suffixes = search.suffixes().stream()
                .flatMap(suffix -> root.find(suffix).stream())
                .map(this::freeze)
                .toList();
        return new NameTree(top, suffixes);
    }

    /** As deep as a name has labels: at most 127 for an entry and for a suffix each. */
    private NameTree.Node freeze(Growing growing) {
        NameTree.Node ready = done.get(growing);
        if (ready != null) {
            return ready;
        }
        Map<String, NameTree.Node> children = new HashMap<>();
        if (growing.children != null) {
            growing.children.forEach((label, child) -> children.put(label, freeze(child)));
        }
        NameTree.Node node = new NameTree.Node(
                children.isEmpty() ? Map.of() : children, portMap(growing.exact), portMap(growing.below));
        done.put(growing, node);
        return node;
    }

    private PortMap portMap(@Nullable List<Candidate> candidates) {
        if (candidates == null) {
            return PortMap.EMPTY;
        }
        return candidates.size() == 1
                ? single.computeIfAbsent(candidates.getFirst(), only -> PortMap.of(List.of(only)))
                : PortMap.of(candidates);
    }
}
