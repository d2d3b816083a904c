package dev.periscope.filter.name;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The search list of the target pod, from its {@code /etc/resolv.conf}.
 *
 * @param suffixes in the order of the file, without repetitions and those too long to complete a name; at most {@link #MAX_SUFFIXES}
 */
public record SearchList(List<HostName> suffixes) {
    /** Kubernetes' own limit for the search paths of a pod. */
    public static final int MAX_SUFFIXES = 32;

    /** A longer suffix leaves no room for a name in front of it (253 characters in all), so it completes nothing. */
    private static final int MAX_SUFFIX = 251;

    /** No search list: names are taken as they stand. */
    public static final SearchList EMPTY = new SearchList(List.of());

    /** @throws IllegalArgumentException when there are more than {@link #MAX_SUFFIXES} */
    public SearchList {
        suffixes = suffixes.stream()
                .filter(suffix -> suffix.labelCount() > 0 && suffix.text().length() <= MAX_SUFFIX)
                .distinct()
                .toList();
        if (suffixes.size() > MAX_SUFFIXES) {
            throw new IllegalArgumentException(
                    "a search list has at most " + MAX_SUFFIXES + " suffixes, not " + suffixes.size());
        }
    }

    /**
     * Returns the search list of these suffixes, in any case, with or without trailing dots.
     *
     * @throws IllegalArgumentException when there are more than {@link #MAX_SUFFIXES}
     */
    public static SearchList of(Collection<String> suffixes) {
        return new SearchList(suffixes.stream()
                .map(suffix -> HostName.of(HostName.of(suffix).text()))
                .toList());
    }

    /** Returns expand(N): the name itself and, unless it is absolute, the name within each suffix. */
    public List<HostName> expand(HostName name) {
        if (name.absolute() || name.labelCount() == 0) {
            return List.of(name);
        }
        List<HostName> expanded = new ArrayList<>(suffixes.size() + 1);
        expanded.add(name);
        for (HostName suffix : suffixes) {
            expanded.add(name.within(suffix));
        }
        return expanded;
    }
}
