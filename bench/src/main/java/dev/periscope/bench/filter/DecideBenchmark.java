package dev.periscope.bench.filter;

import dev.periscope.filter.CompiledFilter;
import dev.periscope.filter.Decider;
import dev.periscope.filter.Decision;
import dev.periscope.filter.NameDecision;
import dev.periscope.filter.OutgoingFilter;
import dev.periscope.filter.PolicyPart;
import dev.periscope.filter.Question;
import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.LocalNames;
import dev.periscope.filter.name.SearchList;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decisions a second on one core. Half of the entries are names (a quarter of those wildcards), half addresses and
 * prefixes of many lengths; three in ten have ports. Questions come by name in every short form, by address alone, and
 * for destinations that no entry knows. A policy governs the session.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecideBenchmark {
    private static final int QUESTIONS = 4096;

    /** Entries of the session. */
    @Param({"100", "10000"})
    public int entries;

    private final Random random = new Random(7);
    private List<Question> questions = List.of();
    private List<HostName> names = List.of();
    private Decider decider = decider(OutgoingFilter.NONE, List.of());
    private int next;

    /** Builds the filter and the questions. */
    @Setup
    public void setUp() {
        List<String> local = new ArrayList<>();
        List<String> remote = new ArrayList<>();
        List<String> deny = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            (i % 5 == 0 ? deny : i % 2 == 0 ? local : remote).add(entry(i));
        }
        PolicyPart policy = new PolicyPart(
                "team", false, List.of("payments.prod.svc", "*.vault.svc"), List.of("db-1.shop.svc:5432"), List.of());
        decider = decider(OutgoingFilter.of(local, remote, deny), List.of(policy));
        questions = random.ints(QUESTIONS).mapToObj(this::question).toList();
        names = random.ints(QUESTIONS).mapToObj(this::name).toList();
    }

    private static Decider decider(OutgoingFilter filter, List<PolicyPart> policies) {
        return CompiledFilter.compile(filter, policies)
                .orElseThrow()
                .withContext(
                        SearchList.of(List.of("shop.svc.cluster.local", "svc.cluster.local", "cluster.local")),
                        LocalNames.of(List.of("localhost", "devbox")));
    }

    private static String entry(int i) {
        String ports = i % 10 < 3 ? ":" + (1 + i % 9000) + "-" + (2 + i % 9000) : "";
        return switch (i % 8) {
            case 0, 1 -> "svc-" + i + ".shop.svc" + ports;
            case 2 -> "svc-" + i + ".ns-" + i % 97 + ports;
            case 3 -> "*.team-" + i + ".corp.example" + ports;
            case 4, 5 -> "10." + ((i >> 8) & 0xff) + "." + (i & 0xff) + "." + (1 + i % 250) + ports;
            case 6 -> "172." + ((i >> 8) & 0xff) + "." + (i & 0xff) + ".0/24" + ports;
            default -> "[fd00:" + Integer.toHexString(i) + "::]/" + (32 + i % 9) + ports;
        };
    }

    private Question question(int seed) {
        int i = Math.floorMod(seed, entries);
        IpAddress address = (seed & 1) == 0
                ? IpAddress.v4((10 << 24) | (i << 8) | (1 + i % 250))
                : IpAddress.parse("fd00:" + Integer.toHexString(i) + "::1");
        int port = ((seed >>> 8) & 3) == 0 ? 1 + i % 9000 : 443;
        Transport transport = ((seed >>> 10) & 7) == 0 ? Transport.UDP : Transport.TCP;
        return ((seed >>> 13) & 3) == 0
                ? Question.of(transport, address, port)
                : Question.of(transport, address, port, name(seed));
    }

    private HostName name(int seed) {
        int i = Math.floorMod(seed, entries) / 8 * 8;
        return HostName.of(
                switch ((seed >>> 16) & 7) {
                    case 0 -> "svc-" + i;
                    case 1 -> "svc-" + i + ".shop";
                    case 2 -> "svc-" + i + ".shop.svc";
                    case 3 -> "svc-" + i + ".shop.svc.cluster.local";
                    case 4 -> "www.team-" + (i + 3) + ".corp.example";
                    case 5 -> "api.github.com";
                    case 6 -> "registry.other.svc.cluster.local";
                    default -> "svc-" + (i + 2) + ".ns-" + (i + 2) % 97;
                });
    }

    /** One decision at connect time. */
    @Benchmark
    public Decision connectTime() {
        next = (next + 1) % QUESTIONS;
        return decider.decide(questions.get(next));
    }

    /** One decision at DNS time. */
    @Benchmark
    public NameDecision dnsTime() {
        next = (next + 1) % QUESTIONS;
        return decider.decideName(names.get(next));
    }
}
