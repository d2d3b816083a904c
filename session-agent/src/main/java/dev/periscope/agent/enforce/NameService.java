package dev.periscope.agent.enforce;

import dev.periscope.agent.dns.DnsQuery;
import dev.periscope.agent.dns.DnsQuestion;
import dev.periscope.agent.dns.MalformedDnsException;
import dev.periscope.agent.names.KnownName;
import dev.periscope.agent.names.NameMemory;
import dev.periscope.agent.resolve.Resolver;
import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.name.HostName;
import dev.periscope.tunnel.message.DnsMessage;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Resolves for clients what the filter lets them ask, and remembers every address that came of it. Not thread-safe:
 * owned by the agent's event loop.
 */
public final class NameService {

    private final Gatekeeper gatekeeper;
    private final Resolver resolver;
    private final NameMemory memory;

    public NameService(Gatekeeper gatekeeper, Resolver resolver, NameMemory memory) {
        this.gatekeeper = gatekeeper;
        this.resolver = resolver;
        this.memory = memory;
    }

    /** @return the answer; never fails */
    public CompletionStage<ResolveAnswer> resolve(ResolveRequest request) {
        return switch (request) {
            case ResolveRequest.Lookup lookup -> lookup(lookup);
            case ResolveRequest.Raw raw -> raw(raw.message());
        };
    }

    private CompletionStage<ResolveAnswer> lookup(ResolveRequest.Lookup lookup) {
        HostName asked = HostName.of(lookup.absolute() ? lookup.name() + "." : lookup.name());
        return switch (gatekeeper.name(asked)) {
            case Ruling.Refused refused -> denied(refused.rule());
            case Ruling.Allowed allowed -> resolver.lookup(lookup).thenApply(answer -> judge(asked, answer));
        };
    }

    /** What was resolved is remembered in any case: that a name goes nowhere is worth knowing when its address is dialled. */
    private ResolveAnswer judge(HostName asked, ResolveAnswer answer) {
        if (!(answer instanceof ResolveAnswer.Found found)) {
            return answer;
        }
        HostName full = HostName.of(found.name());
        KnownName name = KnownName.of(asked, full);
        for (ResolveAnswer.Address address : found.addresses()) {
            memory.remember(name, IpAddress.of(address.address()), Duration.ofSeconds(address.ttl()));
        }
        return gatekeeper.answer(asked, full) instanceof Ruling.Refused refused
                ? new ResolveAnswer.Denied(refused.rule())
                : answer;
    }

    private CompletionStage<ResolveAnswer> raw(DnsMessage message) {
        DnsQuery query;
        try {
            query = DnsQuery.of(message);
        } catch (MalformedDnsException e) {
            return CompletableFuture.completedFuture(
                    new ResolveAnswer.ServerFailure("expected a DNS query with one question: " + e.getMessage()));
        }
        int type = query.question().type();
        if (type == DnsQuestion.A || type == DnsQuestion.AAAA) {
            return CompletableFuture.completedFuture(new ResolveAnswer.ServerFailure(
                    "addresses are asked for with a lookup, so that the agent remembers them"));
        }
        return switch (gatekeeper.name(HostName.of(query.question().name() + "."))) {
            case Ruling.Refused refused -> denied(refused.rule());
            case Ruling.Allowed allowed -> resolver.raw(query);
        };
    }

    private static CompletionStage<ResolveAnswer> denied(String rule) {
        return CompletableFuture.completedFuture(new ResolveAnswer.Denied(rule));
    }
}
