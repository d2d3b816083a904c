package dev.periscope.tunnel.link;

import dev.periscope.tunnel.key.KeyHash;
import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.message.LinkConfig;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import dev.periscope.tunnel.wire.ConfigBody;
import dev.periscope.tunnel.wire.EnvironmentBody;
import dev.periscope.tunnel.wire.Failure;
import dev.periscope.tunnel.wire.FrameType;
import dev.periscope.tunnel.wire.HashBody;
import dev.periscope.tunnel.wire.MalformedFrameException;
import dev.periscope.tunnel.wire.Open;
import dev.periscope.tunnel.wire.ResolveBody;
import dev.periscope.tunnel.wire.ResolvedBody;
import dev.periscope.tunnel.wire.StatsBody;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.collection.IntObjectHashMap;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The agent's end. Fields belong to the event loop. */
final class ServerLink extends BaseLink implements LinkServer {

    private static final int MAX_QUESTIONS = 1_024;

    private final Function<KeyHash, Handler> handlers;
    private final CompletableFuture<LinkServer> start = new CompletableFuture<>();
    private final IntObjectHashMap<PendingOpen> opening = new IntObjectHashMap<>();
    private @Nullable Handler handler;
    private int questions;
    private boolean leaving;

    ServerLink(Channel channel, @Nullable SslHandler tls, LinkOptions options, Function<KeyHash, Handler> handlers) {
        super(channel, tls, options);
        this.handlers = handlers;
    }

    CompletableFuture<LinkServer> start() {
        return start;
    }

    /** A pipe without TLS has no key to choose the handler by. */
    void handler(Handler chosen) {
        handler = chosen;
    }

    private Handler handler() {
        if (handler == null) {
            throw new IllegalStateException("frames come after TLS");
        }
        return handler;
    }

    @Override
    public void config(LinkConfig config) {
        onLoop(() -> {
            if (core().isUp()) {
                core().send(FrameType.CONFIG, 0, out -> ConfigBody.write(config, out));
            }
        });
    }

    @Override
    public void goAway(LinkEnd.Reason reason, String text) {
        onLoop(() -> leaving = true);
        super.goAway(reason, text);
    }

    @Override
    public void authenticated(KeyHash peer) {
        handler = handlers.apply(peer);
    }

    @Override
    public void started() {
        handler().started(this);
        start.complete(this);
    }

    @Override
    public void goingAway(LinkEnd end) {
        leaving = true;
    }

    @Override
    public void ended(LinkEnd end) {
        new ArrayList<>(opening.values()).forEach(PendingOpen::abandon);
        opening.clear();
        start.completeExceptionally(new LinkEndedException(end));
        if (handler != null) {
            handler.ended(end);
        }
    }

    @Override
    public void frame(FrameType type, int id, ByteBuf body) throws MalformedFrameException {
        switch (type) {
            case OPEN -> open(id, Open.read(body));
            case RESOLVE -> resolve(id, ResolveBody.read(body));
            case ENV_REQUEST -> environment(id);
            case STATS_REQUEST ->
                core().send(
                                FrameType.STATS,
                                id,
                                out -> StatsBody.write(handler().stats(), out));
            case CONFIG_ACK -> handler().configAcknowledged(HashBody.read(body));
            default -> throw new MalformedFrameException(type + ": a client does not send it");
        }
    }

    // ---- streams

    private void open(int id, Open open) throws MalformedFrameException {
        Streams streams = core().streams();
        streams.checkNew(id);
        int window = core().windows().start(streams.session());
        MuxStream stream = new MuxStream(id, core(), open.window(), window);
        streams.add(stream);
        PendingOpen pending = new PendingOpen(this, stream);
        opening.put(id, pending);
        if (leaving) {
            pending.refuse(Errno.LINK_LOST, "the agent takes no new flows on this link");
        } else if (streams.size() > core().options().maxStreams()) {
            pending.refuse(Errno.LIMIT, "the client has " + core().options().maxStreams() + " flows open, its limit");
        } else {
            try {
                handler().open(open.request(), pending);
            } catch (RuntimeException e) {
                pending.refuseIfOpen(Errno.OTHER, "the agent failed: " + e);
            }
        }
    }

    void answered(int id) {
        opening.remove(id);
    }

    @Override
    public boolean openFailed(int id, Failure failure) {
        PendingOpen pending = opening.remove(id);
        if (pending != null) {
            pending.abandon();
        }
        return false;
    }

    // ---- requests

    private void resolve(int id, ResolveRequest request) {
        if (questions >= MAX_QUESTIONS) {
            answer(id, new ResolveAnswer.ServerFailure(MAX_QUESTIONS + " questions wait already, the limit"));
            return;
        }
        questions++;
        attempt(() -> handler().resolve(request))
                .whenComplete((found, failure) -> onLoop(() -> {
                    questions--;
                    answer(id, failure == null ? found : new ResolveAnswer.ServerFailure(reason(failure)));
                }));
    }

    private void answer(int id, ResolveAnswer answer) {
        if (core().isUp()) {
            core().send(FrameType.RESOLVED, id, out -> ResolvedBody.write(answer, out));
        }
    }

    private void environment(int id) {
        attempt(() -> handler().environment())
                .whenComplete((found, failure) -> onLoop(() -> {
                    if (core().isUp()) {
                        EnvironmentBody.Answer answer = failure == null
                                ? new EnvironmentBody.Known(found)
                                : new EnvironmentBody.Unknown(reason(failure));
                        core().send(FrameType.ENV, id, out -> EnvironmentBody.write(answer, out));
                    }
                }));
    }

    private static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
