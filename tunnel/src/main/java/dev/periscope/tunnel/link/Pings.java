package dev.periscope.tunnel.link;

import dev.periscope.tunnel.wire.FrameType;
import io.netty.util.collection.IntObjectHashMap;
import java.util.concurrent.CompletableFuture;

/** Questions whether the peer is there. Belongs to the event loop. */
final class Pings {

    /** The number of a ping nobody waits for. */
    private static final int HEARTBEAT = 0;

    private record Waiting(long asked, CompletableFuture<Long> answer) {}

    private final LinkCore link;
    private final IntObjectHashMap<Waiting> waiting = new IntObjectHashMap<>();
    private int last;

    Pings(LinkCore link) {
        this.link = link;
    }

    void ask() {
        link.send(FrameType.PING, HEARTBEAT, out -> {});
    }

    void ask(CompletableFuture<Long> answer) {
        last = last == Integer.MAX_VALUE ? 1 : last + 1;
        waiting.put(last, new Waiting(link.nanoTime(), answer));
        link.send(FrameType.PING, last, out -> {});
    }

    void answered(int id) {
        Waiting ping = waiting.remove(id);
        if (ping != null) {
            ping.answer().complete(link.nanoTime() - ping.asked());
        }
    }

    void fail(LinkEnd end) {
        waiting.values().forEach(ping -> ping.answer().completeExceptionally(new LinkEndedException(end)));
        waiting.clear();
    }
}
