package dev.periscope.filter;

import dev.periscope.filter.entry.Destination;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.FilterSyntaxException;
import dev.periscope.filter.entry.PortRange;
import dev.periscope.filter.entry.Protocol;
import dev.periscope.filter.entry.SyntaxCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reads the redirects of a filter. */
final class RedirectCompiler {
    private final List<FilterError> errors;
    private final Map<String, Redirect> byKey = new TreeMap<>();
    private final Map<String, String> writtenKeys = new TreeMap<>();

    RedirectCompiler(List<FilterError> errors) {
        this.errors = errors;
    }

    List<Redirect> compile(Map<String, String> redirects) {
        if (redirects.size() > CompiledFilter.MAX_ENTRIES) {
            errors.add(FilterCompiler.tooMany("spec.outgoing.redirect", CompiledFilter.MAX_ENTRIES, "redirects"));
            return List.of();
        }
        redirects.forEach(this::add);
        return new ArrayList<>(byKey.values());
    }

    private void add(String key, String value) {
        String path = "spec.outgoing.redirect[" + key + "]";
        Optional<FilterEntry> from = read(path, key).filter(entry -> isKey(path, key, entry));
        Optional<FilterEntry> to = read(path, value).filter(entry -> isValue(path, value, entry));
        if (from.isEmpty() || to.isEmpty()) {
            return;
        }
        String canonical = from.get().text();
        String earlier = writtenKeys.putIfAbsent(canonical, key);
        if (earlier != null) {
            errors.add(new FilterError(
                    path,
                    key,
                    SyntaxCode.CONFLICT,
                    0,
                    "\"" + key + "\" and \"" + earlier + "\" both mean \"" + canonical + "\" (conflict): "
                            + "expected one redirect for each destination; remove one of the two"));
            return;
        }
        byKey.put(canonical, redirect(from.get(), to.get()));
    }

    private Optional<FilterEntry> read(String path, String text) {
        try {
            return Optional.of(FilterEntry.parse(text));
        } catch (FilterSyntaxException e) {
            errors.add(FilterError.of(path, e));
            return Optional.empty();
        }
    }

    private boolean isKey(String path, String text, FilterEntry entry) {
        if (entry.destination().precedenceClass() == 3) {
            return true;
        }
        refuse(path, text, "an exact name or a single address as a redirect's key");
        return false;
    }

    private boolean isValue(String path, String text, FilterEntry entry) {
        List<PortRange> ports = entry.ports().ranges();
        boolean onePortAtMost = ports.isEmpty()
                || (ports.size() == 1
                        && ports.getFirst().low() == ports.getFirst().high());
        if (entry.destination().precedenceClass() == 3 && entry.protocol() == Protocol.ANY && onePortAtMost) {
            return true;
        }
        refuse(path, text, "a name or an address with at most one port, and no protocol, as a redirect's value");
        return false;
    }

    private void refuse(String path, String text, String expected) {
        errors.add(FilterError.of(
                path,
                new FilterSyntaxException(
                        SyntaxCode.DESTINATION, text, 0, expected, "as in db:5432 to 127.0.0.1:15432")));
    }

    private static Redirect redirect(FilterEntry key, FilterEntry value) {
        String host = switch (value.destination()) {
            case Destination.Name name -> name.name().toString();
            case Destination.Address address -> address.address().toString();
            case Destination.Wildcard other -> throw unexpected(other);
            case Destination.Block other -> throw unexpected(other);
            case Destination.Any other -> throw unexpected(other);
        };
        OptionalInt port =
                value.ports().ranges().stream().mapToInt(PortRange::low).findFirst();
        return new Redirect(key, host, port, value.text());
    }

    private static IllegalStateException unexpected(Destination destination) {
        return new IllegalStateException(destination + " was checked before");
    }
}
