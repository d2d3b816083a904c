package dev.periscope.agent.resolve;

import dev.periscope.agent.dns.DnsQuery;
import dev.periscope.agent.dns.DnsQuestion;
import dev.periscope.agent.dns.DnsResponse;
import dev.periscope.agent.dns.MalformedDnsException;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One complete name, asked for one or both kinds of addresses at the same time. */
final class CandidateLookup {

    private static final int MAX_CHASES = 8;

    /** What one kind of address came to. */
    private sealed interface Outcome {
        record Chain(AddressChain chain) implements Outcome {}

        record None(ResolveAnswer answer) implements Outcome {}
    }

    private final NameServers servers;
    private final Family family;
    private final String name;

    CandidateLookup(NameServers servers, Family family, String name) {
        this.servers = servers;
        this.family = family;
        this.name = name;
    }

    /** @return Found, NoData, NoSuchName, ServerFailure or TimedOut; never fails */
    CompletionStage<ResolveAnswer> ask() {
        return switch (family) {
            case A -> chase(name, DnsQuestion.A, 0).thenApply(a -> join(List.of(a)));
            case AAAA -> chase(name, DnsQuestion.AAAA, 0).thenApply(aaaa -> join(List.of(aaaa)));
            case ANY ->
                chase(name, DnsQuestion.A, 0)
                        .thenCombine(chase(name, DnsQuestion.AAAA, 0), (a, aaaa) -> join(List.of(a, aaaa)));
        };
    }

    private CompletionStage<Outcome> chase(String owner, int type, int chases) {
        DnsQuery query;
        try {
            query = DnsQuery.of(new DnsQuestion(owner, type));
        } catch (MalformedDnsException e) {
            // A name that DNS cannot hold does not exist.
            return CompletableFuture.completedFuture(new Outcome.None(new ResolveAnswer.NoSuchName()));
        }
        return servers.ask(query).thenCompose(reply -> switch (reply) {
            case Reply.Failed failed -> none(new ResolveAnswer.ServerFailure(failed.text()));
            case Reply.Silent silent -> none(new ResolveAnswer.TimedOut(silent.text()));
            case Reply.Answered answered -> follow(answered.message(), type, chases);
        });
    }

    private CompletionStage<Outcome> follow(DnsResponse message, int type, int chases) {
        AddressChain chain = AddressChain.in(message);
        if (message.rcode() == DnsResponse.NO_SUCH_NAME) {
            return none(new ResolveAnswer.NoSuchName());
        }
        if (chain.dangles() && chases < MAX_CHASES) {
            return chase(chain.aliases().getLast(), type, chases + 1).thenApply(rest -> switch (rest) {
                case Outcome.Chain end -> new Outcome.Chain(chain.then(end.chain()));
                case Outcome.None nothing -> nothing;
            });
        }
        return chain.addresses().isEmpty()
                ? none(new ResolveAnswer.NoData(name))
                : CompletableFuture.completedFuture(new Outcome.Chain(chain));
    }

    private static CompletionStage<Outcome> none(ResolveAnswer answer) {
        return CompletableFuture.completedFuture(new Outcome.None(answer));
    }

    /** Addresses of either kind are an answer; without any, the kind that tells more about the name speaks. */
    private ResolveAnswer join(List<Outcome> outcomes) {
        List<ResolveAnswer.Address> addresses = new ArrayList<>();
        List<String> aliases = List.of();
        ResolveAnswer none = new ResolveAnswer.NoSuchName();
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Chain(AddressChain chain) -> {
                    aliases = aliases.isEmpty() ? chain.aliases() : aliases;
                    chain.addresses()
                            .forEach(address ->
                                    addresses.add(new ResolveAnswer.Address(address.toInetAddress(), chain.ttl())));
                }
                case Outcome.None(ResolveAnswer answer) -> none = weight(answer) > weight(none) ? answer : none;
            }
        }
        return addresses.isEmpty() ? none : new ResolveAnswer.Found(name, aliases, addresses);
    }

    private static int weight(ResolveAnswer none) {
        return switch (none) {
            case ResolveAnswer.TimedOut timedOut -> 3;
            case ResolveAnswer.ServerFailure failure -> 2;
            case ResolveAnswer.NoData noData -> 1;
            default -> 0;
        };
    }
}
