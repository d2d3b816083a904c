package dev.periscope.filter.model;

import dev.periscope.filter.OutgoingFilter;
import dev.periscope.filter.PolicyPart;
import dev.periscope.filter.Question;
import dev.periscope.filter.Side;
import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.name.HostName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Filters, policies and questions from a world so small that entries meet each other all the time. */
public final class Filters {
    private static final int[] PORTS = {1, 2, 79, 80, 81, 89, 90, 91, 442, 443, 444, 65_534, 65_535};

    private static final List<String> LABELS = List.of("a", "b", "shop", "svc", "local", "cluster");
    private static final List<String> PORT_PARTS =
            List.of("", "", "", ":80", ":443", ":80,443", ":80-90", ":1-65535", ":81-65535", ":1-80");
    private static final List<String> PROTOCOLS = List.of("", "", "", "tcp://", "udp://");
    private static final List<String> ADDRESSES = List.of(
            "10.0.0.1",
            "10.0.0.2",
            "10.1.0.1",
            "127.0.0.1",
            "127.0.0.2",
            "169.254.169.254",
            "224.0.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "8.8.8.8",
            "::1",
            "fe80::1",
            "ff02::1",
            "fd00::1",
            "fd00:1::1",
            "::ffff:10.0.0.1");
    private static final List<String> PREFIXES = List.of(
            "0.0.0.0/0",
            "10.0.0.0/8",
            "10.0.0.0/31",
            "10.0.0.0/16",
            "0.0.0.0/1",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "[::]/0",
            "fd00::/8",
            "fd00:1::/32",
            "fe80::/10",
            "::/127");

    private Filters() {}

    /** Returns ports such that every generated range begins and ends at one of them or beside it. */
    public static int[] ports() {
        return PORTS.clone();
    }

    public static Arbitrary<List<String>> searchLists() {
        return Arbitraries.of(
                List.of(),
                List.of("svc.local"),
                List.of("shop.svc.local", "svc.local", "local"),
                List.of("local", "a.local", "b"));
    }

    public static Arbitrary<Set<String>> hosts() {
        return Arbitraries.of("a", "a.svc", "shop.svc.local").set().ofMaxSize(2);
    }

    private static Arbitrary<String> plainNames() {
        return Arbitraries.of(LABELS).list().ofMinSize(1).ofMaxSize(4).map(labels -> String.join(".", labels));
    }

    public static Arbitrary<String> names() {
        return Combinators.combine(plainNames(), Arbitraries.of("", "", "", "."))
                .as(String::concat);
    }

    private static Arbitrary<String> exactDestinations() {
        return Arbitraries.oneOf(names(), names(), Arbitraries.of(ADDRESSES).filter(Filters::isSomewhere));
    }

    private static boolean isSomewhere(String address) {
        return !IpAddress.parse(address).isUnspecified();
    }

    private static Arbitrary<String> withFlow(Arbitrary<String> destinations) {
        return Combinators.combine(Arbitraries.of(PROTOCOLS), destinations, Arbitraries.of(PORT_PARTS))
                .as(Filters::entry);
    }

    private static String entry(String protocol, String destination, String ports) {
        boolean bare = destination.indexOf(':') >= 0 && !destination.startsWith("[") && !ports.isEmpty();
        return protocol + (bare ? "[" + destination + "]" : destination) + ports;
    }

    public static Arbitrary<String> entries() {
        return withFlow(Arbitraries.oneOf(
                exactDestinations(),
                names().map(name -> "*." + name),
                Arbitraries.of(PREFIXES),
                Arbitraries.just("*")));
    }

    /** Filters that compile: an entry that would stand in two lists stays in the first only. */
    public static Arbitrary<OutgoingFilter> filters() {
        Arbitrary<List<String>> lists = entries().list().ofMaxSize(6);
        Arbitrary<Map<String, String>> redirects = Arbitraries.maps(
                        withFlow(exactDestinations()), Arbitraries.of("127.0.0.1:15432", "elsewhere", "[::1]:80"))
                .ofMaxSize(3)
                .map(Filters::withoutConflicts);
        Arbitrary<Side> defaults = Arbitraries.of(Side.class);
        return Combinators.combine(lists, lists, lists, redirects, defaults.optional())
                .as((local, remote, deny, redirect, side) -> {
                    Set<String> seen = new LinkedHashSet<>();
                    OutgoingFilter filter = OutgoingFilter.of(
                                    unseen(local, seen), unseen(remote, seen), unseen(deny, seen))
                            .withRedirect(redirect);
                    return side.map(filter::withDefault).orElse(filter);
                });
    }

    private static List<String> unseen(List<String> entries, Set<String> seen) {
        List<String> left = entries.stream()
                .filter(entry -> !seen.contains(FilterEntry.parse(entry).text()))
                .toList();
        left.forEach(entry -> seen.add(FilterEntry.parse(entry).text()));
        return left;
    }

    private static Map<String, String> withoutConflicts(Map<String, String> redirects) {
        Map<String, String> canonical = new LinkedHashMap<>();
        redirects.forEach((key, value) -> canonical.put(FilterEntry.parse(key).text(), value));
        return canonical;
    }

    public static Arbitrary<List<PolicyPart>> policies() {
        Arbitrary<List<String>> lists = entries().list().ofMaxSize(3);
        return Combinators.combine(Arbitraries.of("a", "b", "c"), Arbitraries.of(true, false), lists, lists, lists)
                .as(PolicyPart::new)
                .list()
                .ofMaxSize(3)
                .uniqueElements(PolicyPart::source);
    }

    public static Arbitrary<Question> questions() {
        return Combinators.combine(
                        Arbitraries.of(Transport.class),
                        Arbitraries.of(ADDRESSES).map(IpAddress::parse),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(0, 65_535), Arbitraries.of(80, 443, 81, 90, 1, 65_535)),
                        names().map(HostName::of).list().ofMaxSize(2))
                .as(Question::new);
    }
}
