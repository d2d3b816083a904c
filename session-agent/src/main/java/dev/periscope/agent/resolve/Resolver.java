package dev.periscope.agent.resolve;

import dev.periscope.agent.dns.DnsExchange;
import dev.periscope.agent.dns.DnsQuery;
import dev.periscope.filter.address.IpAddress;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import dev.periscope.tunnel.message.ResolveRequest.Lookup;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Resolves as a program in the target pod would: hosts file first, then the name servers through the search list.
 * Questions do not wait for each other. Nothing is cached: the program that asks has a cache, and the name server has.
 * Not thread-safe: owned by the agent's event loop.
 */
public final class Resolver {

    /** The hosts file has no times to live; this one lets a program ask again soon. */
    private static final long HOSTS_TTL_SECONDS = 30;

    private final ResolvConf conf;
    private final HostsFile hosts;
    private final NameServers servers;

    Resolver(ResolvConf conf, HostsFile hosts, DnsExchange exchange) {
        this.conf = conf;
        this.hosts = hosts;
        this.servers = new NameServers(conf, exchange);
    }

    /** @param hosts the text of the pod's hosts file, see hosts(5) */
    public static Resolver of(ResolvConf conf, String hosts, DnsExchange exchange) {
        return new Resolver(conf, HostsFile.parse(hosts), exchange);
    }

    /** @return the answer; never {@link ResolveAnswer.Denied} and never a failure */
    public CompletionStage<ResolveAnswer> lookup(Lookup lookup) {
        List<IpAddress> known = hosts.lookup(lookup.name());
        if (!known.isEmpty()) {
            return CompletableFuture.completedFuture(fromHosts(lookup, known));
        }
        return new SearchWalk(servers, lookup.family(), Candidates.of(lookup.name(), lookup.absolute(), conf)).walk();
    }

    /** Passes a query on to the name servers; the search list has no part in it. Never fails. */
    public CompletionStage<ResolveAnswer> raw(DnsQuery query) {
        return servers.ask(query).thenApply(reply -> switch (reply) {
            case Reply.Answered answered -> new ResolveAnswer.Raw(query.answeredBy(answered.message()));
            case Reply.Failed failed -> new ResolveAnswer.ServerFailure(failed.text());
            case Reply.Silent silent -> new ResolveAnswer.TimedOut(silent.text());
        });
    }

    /** @return the pod's resolver configuration */
    public ResolvConf conf() {
        return conf;
    }

    private static ResolveAnswer fromHosts(Lookup lookup, List<IpAddress> known) {
        List<ResolveAnswer.Address> addresses = known.stream()
                .filter(address -> lookup.family() == Family.ANY || address.isV4() == (lookup.family() == Family.A))
                .map(address -> new ResolveAnswer.Address(address.toInetAddress(), HOSTS_TTL_SECONDS))
                .toList();
        return addresses.isEmpty()
                ? new ResolveAnswer.NoData(lookup.name())
                : new ResolveAnswer.Found(lookup.name(), List.of(), addresses);
    }
}
