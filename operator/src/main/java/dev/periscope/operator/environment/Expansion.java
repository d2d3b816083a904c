package dev.periscope.operator.environment;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * {@code $(NAME)} in an environment value as the kubelet expands it: {@code $$} is a dollar, an unknown name stays as
 * written.
 *
 * @param text the expanded text
 * @param references the known names it refers to
 */
record Expansion(String text, Set<String> references) {

    static Expansion of(String written, Map<String, String> known) {
        StringBuilder out = new StringBuilder();
        Set<String> references = new LinkedHashSet<>();
        int at = 0;
        while (at < written.length()) {
            char c = written.charAt(at);
            char next = at + 1 < written.length() ? written.charAt(at + 1) : 0;
            int close = next == '(' ? written.indexOf(')', at + 2) : -1;
            if (c == '$' && next == '$') {
                out.append('$');
                at += 2;
            } else if (c == '$' && close >= 0) {
                String name = written.substring(at + 2, close);
                String value = known.get(name);
                if (value != null) {
                    references.add(name);
                }
                out.append(value == null ? written.substring(at, close + 1) : value);
                at = close + 1;
            } else {
                out.append(c);
                at++;
            }
        }
        return new Expansion(out.toString(), references);
    }
}
