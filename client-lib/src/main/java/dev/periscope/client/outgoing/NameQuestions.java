package dev.periscope.client.outgoing;

import dev.periscope.client.flow.FlowLog;
import dev.periscope.client.link.RemoteSide;
import dev.periscope.client.outgoing.NameMemory.Resolver;
import dev.periscope.filter.Decider;
import dev.periscope.filter.NameDecision;
import dev.periscope.filter.Side;
import dev.periscope.filter.name.HostName;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers questions for names (section 5 of the filter's specification): decides the side, asks the resolver of that
 * side, or both at once where the remote answer may still change the side. Thread-safe, never blocks.
 */
final class NameQuestions {
    /** What the local resolver does not tell. */
    private static final Duration LOCAL_TTL = Duration.ofSeconds(30);

    private static final int LONGEST_NAME = 253;
    private static final List<InetAddress> LOOPBACK = List.of(AddressText.parse("127.0.0.1"), AddressText.parse("::1"));

    private final Supplier<Decider> filter;
    private final RemoteSide remote;
    private final LocalResolver local;
    private final NameMemory memory;
    private final FlowLog log;

    NameQuestions(Supplier<Decider> filter, RemoteSide remote, LocalResolver local, NameMemory memory, FlowLog log) {
        this.filter = filter;
        this.remote = remote;
        this.local = local;
        this.memory = memory;
        this.log = log;
    }

    CompletionStage<NameAnswer> ask(Asker asker, Family family, String name) {
        HostName asked = HostName.of(name);
        if (asked.text().isEmpty() || asked.text().length() > LONGEST_NAME) {
            return CompletableFuture.completedStage(new NameAnswer.NoSuchName("not a host name"));
        }
        Decider decider = filter.get();
        return new Asking(decider, asker, family, asked).run();
    }

    /** One question under way; its decisions are all made with the filter it began with. */
    private final class Asking {
        private final Decider decider;
        private final Asker asker;
        private final Family family;
        private final HostName asked;

        Asking(Decider decider, Asker asker, Family family, HostName asked) {
            this.decider = decider;
            this.asker = asker;
            this.family = family;
            this.asked = asked;
        }

        CompletionStage<NameAnswer> run() {
            NameDecision first = decider.decideName(asked);
            if (first.side() == Side.REMOTE) {
                return askRemote().thenCompose(answer -> byRemote(first, answer));
            }
            if (!first.askRemoteFirst()) {
                return settle(first);
            }
            // Both at once; the local answer is only used when the decision stands, so it may be asked for in vain.
            CompletionStage<List<InetAddress>> beside = local.lookUp(asked.text());
            return askRemote()
                    .thenCompose(answer -> fullName(answer)
                            .map(full -> decided(decider.decideName(asked, full), full, answer, beside))
                            .findFirst()
                            .orElseGet(() -> settle(first, beside)));
        }

        private CompletionStage<ResolveAnswer> askRemote() {
            return remote.resolve(new ResolveRequest.Lookup(asked.text(), family, asked.absolute()));
        }

        /** The name that answered, where it is another than the one asked. */
        private Stream<HostName> fullName(ResolveAnswer answer) {
            return switch (answer) {
                case ResolveAnswer.Found found -> other(found.name());
                case ResolveAnswer.NoData none -> other(none.name());
                case ResolveAnswer.NoSuchName no -> Stream.empty();
                case ResolveAnswer.ServerFailure failed -> Stream.empty();
                case ResolveAnswer.TimedOut late -> Stream.empty();
                case ResolveAnswer.Denied denied -> Stream.empty();
                case ResolveAnswer.Raw raw -> Stream.empty();
            };
        }

        private Stream<HostName> other(String answering) {
            return Stream.of(HostName.of(answering)).filter(full -> !full.sameAs(asked));
        }

        private CompletionStage<NameAnswer> byRemote(NameDecision first, ResolveAnswer answer) {
            return fullName(answer)
                    .map(full -> decided(decider.decideName(asked, full), full, answer, null))
                    .findFirst()
                    .orElseGet(() -> remoteAnswer(first, asked, answer));
        }

        private CompletionStage<NameAnswer> decided(
                NameDecision again,
                HostName full,
                ResolveAnswer answer,
                @org.jspecify.annotations.Nullable CompletionStage<List<InetAddress>> beside) {
            return switch (again.side()) {
                case REMOTE -> remoteAnswer(again, full, answer);
                case LOCAL -> settle(again, beside == null ? local.lookUp(asked.text()) : beside);
                case DENY -> denied(again);
            };
        }

        private CompletionStage<NameAnswer> remoteAnswer(NameDecision decision, HostName full, ResolveAnswer answer) {
            NameAnswer told = switch (answer) {
                case ResolveAnswer.Found found -> found(full, found);
                case ResolveAnswer.NoData none -> new NameAnswer.NoData();
                case ResolveAnswer.NoSuchName no ->
                    new NameAnswer.NoSuchName(asked.text() + ": the target pod's resolver knows no such name");
                case ResolveAnswer.Denied denied ->
                    new NameAnswer.NoSuchName(asked.text() + " is denied: " + denied.rule());
                case ResolveAnswer.ServerFailure failed -> new NameAnswer.TryAgain(failed.text());
                case ResolveAnswer.TimedOut late -> new NameAnswer.TryAgain(late.text());
                case ResolveAnswer.Raw raw -> new NameAnswer.TryAgain("the agent answered another question");
            };
            return told(decision, told);
        }

        private NameAnswer found(HostName full, ResolveAnswer.Found found) {
            long ttl = found.addresses().stream()
                    .mapToLong(ResolveAnswer.Address::ttl)
                    .min()
                    .orElse(0);
            List<InetAddress> addresses = found.addresses().stream()
                    .map(ResolveAnswer.Address::address)
                    .toList();
            Duration life = Duration.ofSeconds(Math.clamp(ttl, 0, 86_400));
            memory.remember(asker.pid(), asked.toString(), full.text(), Resolver.REMOTE, decider, life, addresses);
            return new NameAnswer.Found(life, addresses);
        }

        private CompletionStage<NameAnswer> settle(NameDecision decision) {
            return decision.side() == Side.DENY ? denied(decision) : settle(decision, local.lookUp(asked.text()));
        }

        private CompletionStage<NameAnswer> settle(NameDecision decision, CompletionStage<List<InetAddress>> locally) {
            if (decision.side() == Side.DENY) {
                return denied(decision);
            }
            return locally.thenCompose(addresses -> told(decision, localAnswer(decision, addresses)));
        }

        private NameAnswer localAnswer(NameDecision decision, List<InetAddress> known) {
            if (known.isEmpty() && !decision.loopback()) {
                return new NameAnswer.NoSuchName(
                        asked.text() + " stays on this machine (" + decision.because() + "), which knows no such name");
            }
            List<InetAddress> all = known.isEmpty() ? LOOPBACK : known;
            List<InetAddress> wanted = all.stream()
                    .filter(address -> family == Family.ANY || AddressText.isV4(address) == (family == Family.A))
                    .toList();
            if (wanted.isEmpty()) {
                return new NameAnswer.NoData();
            }
            memory.remember(asker.pid(), asked.toString(), asked.text(), Resolver.LOCAL, decider, LOCAL_TTL, wanted);
            return new NameAnswer.Found(LOCAL_TTL, wanted);
        }

        private CompletionStage<NameAnswer> denied(NameDecision decision) {
            return told(
                    decision,
                    new NameAnswer.NoSuchName(asked.text() + " is denied by the filter: " + decision.because()));
        }

        private CompletionStage<NameAnswer> told(NameDecision decision, NameAnswer answer) {
            log.open(
                            asker.pid(),
                            "dns",
                            asked.toString(),
                            List.of(asked.toString()),
                            decision.side().text(),
                            decision.because().entry(),
                            decision.because().source().text(),
                            "asked")
                    .end(outcome(answer));
            return CompletableFuture.completedStage(answer);
        }

        private static String outcome(NameAnswer answer) {
            return switch (answer) {
                case NameAnswer.Found found ->
                    found.addresses().stream().map(AddressText::of).collect(Collectors.joining(","));
                case NameAnswer.NoSuchName no -> "no such name";
                case NameAnswer.NoData none -> "no address";
                case NameAnswer.TryAgain again -> "try again";
            };
        }
    }
}
