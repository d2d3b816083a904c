package dev.periscope.client.dns;

import dev.periscope.client.link.RemoteSide;
import dev.periscope.client.outgoing.Asker;
import dev.periscope.client.outgoing.NameAnswer;
import dev.periscope.client.outgoing.OutgoingTraffic;
import dev.periscope.filter.Side;
import dev.periscope.filter.name.HostName;
import dev.periscope.tunnel.message.DnsMessage;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Answers one DNS message. Addresses come from where the filter has the name resolved; other types are passed to the
 * name server of that side as they are. Thread-safe; stages never fail.
 */
public final class DnsAnswers {
    private final OutgoingTraffic traffic;
    private final RemoteSide remote;
    private final Upstream machine;

    /** The machine's own name server. */
    public interface Upstream {
        /** The server's answer to a whole message; fails when there is none. */
        CompletionStage<byte[]> ask(byte[] message);
    }

    public DnsAnswers(OutgoingTraffic traffic, RemoteSide remote, Upstream machine) {
        this.traffic = traffic;
        this.remote = remote;
        this.machine = machine;
    }

    /**
     * The reply, or an empty array for a message that is no question and gets none.
     *
     * @param datagram whether the reply must fit into what the asker takes over UDP
     */
    public CompletionStage<byte[]> answer(Asker asker, byte[] message, boolean datagram) {
        return DnsQuery.parse(message)
                .map(query -> reply(asker, query).thenApply(reply -> datagram ? DnsReply.fit(query, reply) : reply))
                .orElseGet(() -> CompletableFuture.completedStage(new byte[0]));
    }

    private CompletionStage<byte[]> reply(Asker asker, DnsQuery query) {
        return switch (query.type()) {
            case DnsQuery.A -> addresses(asker, query, Family.A);
            case DnsQuery.AAAA -> addresses(asker, query, Family.AAAA);
            default -> other(query);
        };
    }

    private CompletionStage<byte[]> addresses(Asker asker, DnsQuery query, Family family) {
        return traffic.name(asker, family, query.name()).thenApply(answer -> switch (answer) {
            case NameAnswer.Found found -> DnsReply.addresses(query, found.ttl().toSeconds(), found.addresses());
            case NameAnswer.NoData none -> DnsReply.of(query, DnsReply.NO_ERROR);
            case NameAnswer.NoSuchName no -> DnsReply.of(query, DnsReply.NO_SUCH_NAME);
            case NameAnswer.TryAgain again -> DnsReply.of(query, DnsReply.SERVER_FAILURE);
        });
    }

    private CompletionStage<byte[]> other(DnsQuery query) {
        Side side = traffic.filter().decideName(HostName.of(query.name())).side();
        return switch (side) {
            case REMOTE ->
                remote.resolve(new ResolveRequest.Raw(new DnsMessage(query.message())))
                        .thenApply(answer -> switch (answer) {
                            case ResolveAnswer.Raw raw -> raw.message().bytes();
                            case ResolveAnswer.NoSuchName no -> DnsReply.of(query, DnsReply.NO_SUCH_NAME);
                            case ResolveAnswer.Denied denied -> DnsReply.of(query, DnsReply.NO_SUCH_NAME);
                            case ResolveAnswer.NoData none -> DnsReply.of(query, DnsReply.NO_ERROR);
                            case ResolveAnswer.Found found -> DnsReply.of(query, DnsReply.SERVER_FAILURE);
                            case ResolveAnswer.ServerFailure failed -> DnsReply.of(query, DnsReply.SERVER_FAILURE);
                            case ResolveAnswer.TimedOut late -> DnsReply.of(query, DnsReply.SERVER_FAILURE);
                        });
            case LOCAL ->
                machine.ask(query.message()).exceptionally(none -> DnsReply.of(query, DnsReply.SERVER_FAILURE));
            case DENY -> CompletableFuture.completedStage(DnsReply.of(query, DnsReply.NO_SUCH_NAME));
        };
    }
}
