package dev.periscope.filter.index;

import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.SearchList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Exact names by every text that asks for them, so that one look-up finds what expand(E) and expand(N) share. Maps of
 * strings: chosen hash collisions cost no more than a logarithm.
 */
final class ExactNames {
    // Asked with a trailing dot: N itself is one of E's forms.
    private final Map<String, PortMap> absolute;
    // Asked without: N, or N within a suffix, is one of E's forms.
    private final Map<String, PortMap> relative;

    private ExactNames(Map<String, PortMap> absolute, Map<String, PortMap> relative) {
        this.absolute = absolute;
        this.relative = relative;
    }

    /** Collects names. */
    static final class Builder {
        private final SearchList search;
        private final Map<String, List<Candidate>> absolute = new HashMap<>();
        private final Map<String, List<Candidate>> relative = new HashMap<>();
        // Most texts lead to one entry, and each entry has several texts: its map is made once.
        private final IdentityHashMap<Candidate, PortMap> single = new IdentityHashMap<>();

        Builder(SearchList search) {
            this.search = search;
        }

        void add(HostName name, Candidate candidate) {
            Set<String> forms = new LinkedHashSet<>();
            Set<String> shortForms = new LinkedHashSet<>();
            for (HostName form : search.expand(name)) {
                forms.add(form.text());
                for (HostName suffix : search.suffixes()) {
                    if (suffix.isAbove(form)) {
                        int length = form.text().length() - suffix.text().length() - 1;
                        shortForms.add(form.text().substring(0, length));
                    }
                }
            }
            shortForms.addAll(forms);
            forms.forEach(form -> add(absolute, form, candidate));
            shortForms.forEach(form -> add(relative, form, candidate));
        }

        private static void add(Map<String, List<Candidate>> names, String text, Candidate candidate) {
            names.computeIfAbsent(text, _ -> new ArrayList<>(1)).add(candidate);
        }

        ExactNames build() {
            return new ExactNames(portMaps(absolute), portMaps(relative));
        }

        private Map<String, PortMap> portMaps(Map<String, List<Candidate>> names) {
            Map<String, PortMap> maps = HashMap.newHashMap(names.size());
            names.forEach((text, candidates) -> maps.put(
                    text,
                    candidates.size() == 1
                            ? single.computeIfAbsent(candidates.getFirst(), only -> PortMap.of(List.of(only)))
                            : PortMap.of(candidates)));
            return maps;
        }
    }

    private @Nullable PortMap find(HostName name) {
        return (name.absolute() ? absolute : relative).get(name.text());
    }

    /** Returns the best entry for any of the names, by rank. */
    Candidate best(Transport transport, int port, List<HostName> names) {
        Candidate best = Candidate.NONE;
        for (int i = 0; i < names.size(); i++) {
            PortMap found = find(names.get(i));
            if (found != null) {
                best = best.orBetter(found.find(transport, port));
            }
        }
        return best;
    }

    /** Adds the ports at which {@link #best} may change for these names. */
    void addPortsTo(PortSet ports, Transport transport, List<HostName> names) {
        for (HostName name : names) {
            PortMap found = find(name);
            if (found != null) {
                found.addStartsTo(transport, ports);
            }
        }
    }
}
