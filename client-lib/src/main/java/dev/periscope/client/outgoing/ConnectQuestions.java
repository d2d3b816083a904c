package dev.periscope.client.outgoing;

import dev.periscope.client.flow.Flow;
import dev.periscope.client.flow.FlowLog;
import dev.periscope.client.outgoing.NameMemory.Remembered;
import dev.periscope.client.outgoing.NameMemory.Resolver;
import dev.periscope.filter.Connect;
import dev.periscope.filter.Decider;
import dev.periscope.filter.Decision;
import dev.periscope.filter.Origin;
import dev.periscope.filter.Question;
import dev.periscope.filter.Side;
import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.name.HostName;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import dev.periscope.tunnel.message.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Answers connects (section 6 of the filter's specification). Thread-safe, never blocks. */
final class ConnectQuestions {
    private static final InetAddress LOOPBACK_V4 = AddressText.parse("127.0.0.1");
    private static final InetAddress LOOPBACK_V6 = AddressText.parse("::1");

    private final Supplier<Decider> filter;
    private final NameQuestions nameQuestions;
    private final LocalResolver local;
    private final NameMemory memory;
    private final FlowLog log;

    ConnectQuestions(
            Supplier<Decider> filter,
            NameQuestions nameQuestions,
            LocalResolver local,
            NameMemory memory,
            FlowLog log) {
        this.filter = filter;
        this.nameQuestions = nameQuestions;
        this.local = local;
        this.memory = memory;
        this.log = log;
    }

    CompletionStage<ConnectAnswer> ask(
            Asker asker, Transport transport, InetAddress address, int port, Optional<String> host) {
        Optional<Remembered> known = memory.newest(asker.pid(), address, host);
        Attempt attempt = new Attempt(asker, transport, address, port, host, known);
        return known.filter(answer -> answer.filter() != filter.get())
                .map(outdated -> renewed(attempt, outdated))
                .orElseGet(() -> decided(attempt));
    }

    /** A connect under way, and what is known of its address. */
    private record Attempt(
            Asker asker,
            Transport transport,
            InetAddress address,
            int port,
            Optional<String> host,
            Optional<Remembered> known) {
        Attempt at(InetAddress other, Optional<Remembered> answer) {
            return new Attempt(asker, transport, other, port, host, answer);
        }
    }

    /**
     * The program connects to an address it was given before the filter was edited (a JVM keeps answers for 30 s). The
     * name is asked again: where another side answers now, its address takes the place of the outdated one.
     */
    private CompletionStage<ConnectAnswer> renewed(Attempt attempt, Remembered outdated) {
        return nameQuestions.ask(attempt.asker(), Family.ANY, outdated.asked()).thenCompose(answer -> switch (answer) {
            case NameAnswer.Found found -> decided(moved(attempt, outdated, found.addresses()));
            case NameAnswer.NoSuchName no -> lost(attempt, outdated, no.text());
            case NameAnswer.NoData none -> lost(attempt, outdated, outdated.asked() + " has no address any more");
            case NameAnswer.TryAgain again ->
                outdated.resolver() == Resolver.REMOTE ? decided(attempt) : lost(attempt, outdated, again.text());
        });
    }

    private Attempt moved(Attempt attempt, Remembered outdated, List<InetAddress> addresses) {
        if (addresses.contains(attempt.address())) {
            return attempt.at(
                    attempt.address(),
                    memory.newest(attempt.asker().pid(), attempt.address(), Optional.of(outdated.asked())));
        }
        InetAddress fresh = best(addresses, attempt.address()).orElse(attempt.address());
        Optional<Remembered> now = memory.newest(attempt.asker().pid(), fresh, Optional.of(outdated.asked()));
        boolean sameSide =
                now.filter(answer -> answer.resolver() == outdated.resolver()).isPresent();
        return sameSide ? attempt : attempt.at(fresh, now);
    }

    private CompletionStage<ConnectAnswer> lost(Attempt attempt, Remembered outdated, String why) {
        boolean denied = filter.get().decideName(HostName.of(outdated.asked())).side() == Side.DENY;
        return denied ? decided(attempt) : CompletableFuture.completedStage(new ConnectAnswer.Unreachable(why));
    }

    private CompletionStage<ConnectAnswer> decided(Attempt attempt) {
        InetAddress address = attempt.address();
        int port = attempt.port();
        Optional<Remembered> known = attempt.known();
        List<String> names = names(attempt.host(), known);
        Question question = new Question(
                attempt.transport() == Transport.UDP
                        ? dev.periscope.filter.entry.Transport.UDP
                        : dev.periscope.filter.entry.Transport.TCP,
                IpAddress.of(address),
                port,
                names.stream().map(HostName::of).toList());
        Decider decider = filter.get();
        Decision decision = decider.decide(question);
        Connect what = decider.connect(question, decision, origin(known));
        Flow flow = log.open(
                attempt.asker().pid(),
                attempt.transport().name().toLowerCase(Locale.ROOT),
                AddressText.of(address, port),
                names,
                decision.side().text(),
                decision.entry(),
                decision.source().text(),
                "asked");
        return switch (what) {
            case Connect.AsIs asIs -> {
                flow.end("as-is");
                yield CompletableFuture.completedStage(new ConnectAnswer.AsIs());
            }
            case Connect.Refused refused -> {
                flow.end("denied");
                yield CompletableFuture.completedStage(new ConnectAnswer.Refused(
                        described(names, address, port) + " is denied by the filter: " + decision));
            }
            case Connect.Agent agent ->
                CompletableFuture.completedStage(new ConnectAnswer.ThroughAgent(
                        address, port, names.stream().findFirst(), question, flow));
            case Connect.ByName byName ->
                local.lookUp(withoutDot(names.getFirst()))
                        .thenApply(found -> elsewhere(flow, best(found, address).orElse(loopback(address)), port));
            case Connect.Redirect(String to, int toPort) -> redirect(flow, address, to, toPort);
        };
    }

    private CompletionStage<ConnectAnswer> redirect(Flow flow, InetAddress asked, String host, int port) {
        Optional<InetAddress> literal = AddressText.literal(host);
        if (literal.isPresent()) {
            return CompletableFuture.completedStage(elsewhere(flow, literal.get(), port));
        }
        return local.lookUp(host)
                .thenApply(found -> best(found, asked)
                        .map(address -> elsewhere(flow, address, port))
                        .orElseGet(() -> {
                            flow.end("EHOSTUNREACH");
                            return new ConnectAnswer.Unreachable(
                                    "the redirect leads to " + host + ", a name this machine does not know");
                        }));
    }

    private static ConnectAnswer elsewhere(Flow flow, InetAddress address, int port) {
        flow.outcome(AddressText.of(address, port));
        return new ConnectAnswer.Elsewhere(new InetSocketAddress(address, port), flow);
    }

    /** Of the family asked for, or else the first. */
    private static Optional<InetAddress> best(List<InetAddress> found, InetAddress asked) {
        return found.stream()
                .filter(address -> AddressText.isV4(address) == AddressText.isV4(asked))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private static InetAddress loopback(InetAddress asked) {
        return AddressText.isV4(asked) ? LOOPBACK_V4 : LOOPBACK_V6;
    }

    /** The name the mechanism knows comes first, completed by what the address was answered for. */
    private static List<String> names(Optional<String> host, Optional<Remembered> known) {
        if (host.isEmpty()) {
            return known.map(Remembered::names).orElse(List.of());
        }
        return known.map(Remembered::names)
                .filter(names -> names.stream().anyMatch(name -> sameName(name, host.get())))
                .orElse(List.of(host.get()));
    }

    private static boolean sameName(String one, String other) {
        return HostName.of(one).sameAs(HostName.of(other));
    }

    private static Origin origin(Optional<Remembered> known) {
        return known.map(answer -> answer.resolver() == Resolver.REMOTE ? Origin.REMOTE : Origin.LOCAL)
                .orElse(Origin.PROCESS);
    }

    private static String described(List<String> names, InetAddress address, int port) {
        return names.isEmpty() ? AddressText.of(address, port) : names.getFirst() + ":" + port;
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
