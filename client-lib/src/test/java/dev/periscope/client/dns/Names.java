package dev.periscope.client.dns;

import dev.periscope.client.flow.FlowLog;
import dev.periscope.client.link.RemoteSide;
import dev.periscope.client.outgoing.OutgoingTraffic;
import dev.periscope.client.session.FilterFromLink;
import dev.periscope.client.testing.Configs;
import dev.periscope.filter.name.LocalNames;
import dev.periscope.filter.name.SearchList;
import dev.periscope.tunnel.link.OpenResult;
import dev.periscope.tunnel.message.DnsMessage;
import dev.periscope.tunnel.message.LinkConfig;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The names of a pod and of a machine, in tables; messages about other types get a last byte that says who answered. */
final class Names implements RemoteSide {
    static final byte POD = 'P';
    static final byte MACHINE = 'M';

    private static final InetAddress MACHINES_PRINTER = InetAddress.ofLiteral("192.0.2.9");

    private final Map<String, ResolveAnswer> pod = new ConcurrentHashMap<>();

    void pod(String name, ResolveAnswer answer) {
        pod.put(name, answer);
    }

    /** Names below {@code local} stay on the machine, which knows one of them; those below {@code denied} are denied. */
    DnsAnswers answers() {
        LinkConfig config = Configs.of(List.of("*.local"), List.of(), List.of("*.denied"), Map.of(), "Fail", "Drain");
        OutgoingTraffic traffic = new OutgoingTraffic(
                FilterFromLink.compile(config)
                        .orElseThrow()
                        .withContext(SearchList.of(config.search()), LocalNames.of(List.of())),
                this,
                name -> CompletableFuture.completedStage(
                        name.equals("printer.local") ? List.of(MACHINES_PRINTER) : List.of()),
                new FlowLog(Clock.systemUTC(), 10),
                Clock.systemUTC());
        return new DnsAnswers(traffic, this, Names::machine);
    }

    private static CompletionStage<byte[]> machine(byte[] message) {
        return new String(message, 13, 4, StandardCharsets.US_ASCII).equals("lost")
                ? CompletableFuture.failedStage(new IOException("no name server answers"))
                : CompletableFuture.completedStage(signed(message, MACHINE));
    }

    private static byte[] signed(byte[] message, byte who) {
        byte[] reply = Arrays.copyOf(message, message.length + 1);
        reply[2] |= (byte) 0x80;
        reply[message.length] = who;
        return reply;
    }

    @Override
    public CompletionStage<ResolveAnswer> resolve(ResolveRequest request) {
        return CompletableFuture.completedStage(
                switch (request) {
                    case ResolveRequest.Lookup lookup ->
                        pod.getOrDefault(lookup.name(), new ResolveAnswer.NoSuchName());
                    case ResolveRequest.Raw raw ->
                        new ResolveAnswer.Raw(
                                new DnsMessage(signed(raw.message().bytes(), POD)));
                });
    }

    @Override
    public CompletionStage<OpenResult> open(OpenRequest request) {
        throw new AssertionError("names open no flows");
    }

    @Override
    public EventLoop eventLoop() {
        throw new AssertionError("names need no loop");
    }
}
