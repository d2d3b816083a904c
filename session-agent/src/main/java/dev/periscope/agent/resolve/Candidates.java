package dev.periscope.agent.resolve;

import java.util.ArrayList;
import java.util.List;

/** The complete names a question is tried under, in order: resolv.conf(5), options {@code search} and {@code ndots}. */
final class Candidates {

    private static final int MAX_NAME = 253;

    private Candidates() {}

    /**
     * @param name as asked, without a trailing dot
     * @param absolute whether the name is complete as it stands
     */
    static List<String> of(String name, boolean absolute, ResolvConf conf) {
        if (absolute) {
            return List.of(name);
        }
        List<String> searched = new ArrayList<>();
        for (String suffix : conf.search()) {
            String candidate = name + "." + suffix;
            if (candidate.length() <= MAX_NAME) {
                searched.add(candidate);
            }
        }
        long dots = name.chars().filter(c -> c == '.').count();
        searched.add(dots >= conf.ndots() ? 0 : searched.size(), name);
        return searched;
    }
}
