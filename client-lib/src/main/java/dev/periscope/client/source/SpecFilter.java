package dev.periscope.client.source;

import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import dev.periscope.filter.Compilation;
import dev.periscope.filter.CompiledFilter;
import dev.periscope.filter.FilterError;
import dev.periscope.filter.OnChange;
import dev.periscope.filter.OutgoingFilter;
import dev.periscope.filter.Side;
import dev.periscope.filter.UnresolvedLocal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The outgoing filter in a spec that is still plain maps and lists. What is of the wrong type counts as absent here. */
public final class SpecFilter {
    private SpecFilter() {}

    /** @throws SessionException naming every entry that is none */
    public static void check(Map<String, Object> spec) throws SessionException {
        List<FilterError> errors = errors(spec);
        if (!errors.isEmpty()) {
            throw new SessionException(
                    Kind.INVALID, errors.stream().map(FilterError::toString).collect(Collectors.joining("\n")));
        }
    }

    static List<FilterError> errors(Map<String, Object> spec) {
        return switch (compile(spec)) {
            case Compilation.Compiled compiled -> List.of();
            case Compilation.Refused(List<FilterError> errors) -> errors;
        };
    }

    /** Compiles the filter of a spec, without any policy. */
    public static Compilation compile(Map<String, Object> spec) {
        return CompiledFilter.compile(filter(spec), List.of());
    }

    static OutgoingFilter filter(Map<String, Object> spec) {
        Map<String, Object> outgoing = map(spec.get("outgoing"));
        Map<String, Object> filter = map(outgoing.get("filter"));
        Map<String, String> redirect = new LinkedHashMap<>();
        map(outgoing.get("redirect")).forEach((key, value) -> redirect.put(key, String.valueOf(value)));
        return new OutgoingFilter(
                texts(filter.get("local")),
                texts(filter.get("remote")),
                texts(filter.get("deny")),
                side(outgoing.get("default")),
                redirect,
                "Fail".equals(outgoing.get("unresolvedLocal")) ? UnresolvedLocal.FAIL : UnresolvedLocal.LOOPBACK,
                "Reset".equals(outgoing.get("onChange")) ? OnChange.RESET : OnChange.DRAIN);
    }

    private static Optional<Side> side(@Nullable Object written) {
        for (Side side : Side.values()) {
            if (side.text().equals(written)) {
                return Optional.of(side);
            }
        }
        return Optional.empty();
    }

    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> typed = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> typed.put(String.valueOf(key), element));
        }
        return typed;
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
