package dev.periscope.tunnel.link;

import io.netty.util.collection.IntObjectHashMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Requests of one kind that wait for an answer, by number. Belongs to the event loop. */
final class Requests<T> {

    private final IntObjectHashMap<CompletableFuture<T>> waiting = new IntObjectHashMap<>();
    private int last;

    int add(CompletableFuture<T> answer) {
        last = last == Integer.MAX_VALUE ? 1 : last + 1;
        waiting.put(last, answer);
        return last;
    }

    /** @return who waits for that answer; absent if nobody does, which a late answer may find */
    @Nullable
    CompletableFuture<T> take(int id) {
        return waiting.remove(id);
    }

    void complete(int id, T answer) {
        CompletableFuture<T> request = take(id);
        if (request != null) {
            request.complete(answer);
        }
    }

    void fail(LinkEnd end) {
        waiting.values().forEach(request -> request.completeExceptionally(new LinkEndedException(end)));
        waiting.clear();
    }
}
