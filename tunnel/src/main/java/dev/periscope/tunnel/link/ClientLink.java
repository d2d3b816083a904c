package dev.periscope.tunnel.link;

import dev.periscope.tunnel.key.KeyHash;
import dev.periscope.tunnel.message.Environment;
import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.message.LinkStats;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import dev.periscope.tunnel.wire.ConfigBody;
import dev.periscope.tunnel.wire.EnvironmentBody;
import dev.periscope.tunnel.wire.Failure;
import dev.periscope.tunnel.wire.FrameType;
import dev.periscope.tunnel.wire.HashBody;
import dev.periscope.tunnel.wire.MalformedFrameException;
import dev.periscope.tunnel.wire.Open;
import dev.periscope.tunnel.wire.Opened;
import dev.periscope.tunnel.wire.ResolveBody;
import dev.periscope.tunnel.wire.ResolvedBody;
import dev.periscope.tunnel.wire.StatsBody;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.collection.IntObjectHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The client's end. Fields belong to the event loop. */
final class ClientLink extends BaseLink implements LinkClient {

    private record Opening(MuxStream stream, CompletableFuture<OpenResult> result) {}

    private final Listener listener;
    private final CompletableFuture<LinkClient> start = new CompletableFuture<>();
    private final IntObjectHashMap<Opening> opening = new IntObjectHashMap<>();
    private final Requests<ResolveAnswer> names = new Requests<>();
    private final Requests<Environment> environments = new Requests<>();
    private final Requests<LinkStats> stats = new Requests<>();
    private @Nullable LinkEnd leaving;

    ClientLink(Channel channel, @Nullable SslHandler tls, LinkOptions options, Listener listener) {
        super(channel, tls, options);
        this.listener = listener;
    }

    CompletableFuture<LinkClient> start() {
        return start;
    }

    // ---- what the client asks

    @Override
    public CompletionStage<OpenResult> open(OpenRequest request) {
        CompletableFuture<OpenResult> result = new CompletableFuture<>();
        if (!onLoop(() -> open(request, result))) {
            result.complete(new OpenResult.Failed(Errno.LINK_LOST, whyNotUp().text()));
        }
        return result;
    }

    private void open(OpenRequest request, CompletableFuture<OpenResult> result) {
        Streams streams = core().streams();
        int id = streams.nextId();
        if (!core().isUp() || leaving != null) {
            LinkEnd why = leaving != null ? leaving : whyNotUp();
            result.complete(new OpenResult.Failed(Errno.LINK_LOST, why.text()));
        } else if (id == 0 || streams.size() >= core().options().maxStreams()) {
            result.complete(new OpenResult.Failed(
                    Errno.LIMIT, "the link has " + core().options().maxStreams() + " flows open, its limit"));
        } else if (!result.isDone()) {
            int window = core().windows().start(streams.session());
            MuxStream stream = new MuxStream(id, core(), 0, window);
            streams.add(stream);
            opening.put(id, new Opening(stream, result));
            core().send(FrameType.OPEN, id, new Open(request, window)::writeTo);
            result.whenComplete((opened, failure) -> {
                if (result.isCancelled()) {
                    onLoop(() -> giveUp(id));
                }
            });
        }
    }

    private void giveUp(int id) {
        Opening given = opening.remove(id);
        if (given != null) {
            given.stream().reset(Errno.CANCELLED, "the client gave up");
        }
    }

    @Override
    public CompletionStage<ResolveAnswer> resolve(ResolveRequest request) {
        return ask(answer -> core().send(FrameType.RESOLVE, names.add(answer), out -> ResolveBody.write(request, out)));
    }

    @Override
    public CompletionStage<Environment> environment() {
        return ask(answer -> core().send(FrameType.ENV_REQUEST, environments.add(answer), out -> {}));
    }

    @Override
    public CompletionStage<LinkStats> stats() {
        return ask(answer -> core().send(FrameType.STATS_REQUEST, stats.add(answer), out -> {}));
    }

    @Override
    public void acknowledgeConfig(String hash) {
        onLoop(() -> {
            if (core().isUp()) {
                core().send(FrameType.CONFIG_ACK, 0, out -> HashBody.write(hash, out));
            }
        });
    }

    // ---- what the agent says

    @Override
    public void authenticated(KeyHash peer) {
        // The pin has checked it; a client knows one agent only.
    }

    @Override
    public void started() {
        start.complete(this);
    }

    @Override
    public void frame(FrameType type, int id, ByteBuf body) throws MalformedFrameException {
        switch (type) {
            case OPENED -> opened(id, Opened.read(body));
            case FAILED -> {
                core().streams().find(type, id);
                openFailed(id, Failure.read("FAILED", body));
            }
            case RESOLVED -> names.complete(id, ResolvedBody.read(body));
            case ENV -> environment(id, EnvironmentBody.read(body));
            case CONFIG -> listener.config(ConfigBody.read(body));
            case STATS -> stats.complete(id, StatsBody.read(body));
            default -> throw new MalformedFrameException(type + ": an agent does not send it");
        }
    }

    private void opened(int id, Opened opened) throws MalformedFrameException {
        MuxStream stream = core().streams().find(FrameType.OPENED, id);
        Opening waiting = opening.remove(id);
        if (waiting != null) {
            waiting.stream().credit(opened.window());
            waiting.result().complete(new OpenResult.Opened(waiting.stream(), opened.source()));
        } else if (stream != null) {
            throw new MalformedFrameException("OPENED: stream " + id + " was opened before");
        }
    }

    @Override
    public boolean openFailed(int id, Failure failure) {
        Opening waiting = opening.remove(id);
        if (waiting == null) {
            return false;
        }
        waiting.stream().fail(failure.errno(), failure.text());
        waiting.result().complete(new OpenResult.Failed(failure.errno(), failure.text()));
        return true;
    }

    private void environment(int id, EnvironmentBody.Answer answer) {
        CompletableFuture<Environment> request = environments.take(id);
        if (request != null) {
            switch (answer) {
                case EnvironmentBody.Known(Environment environment) -> request.complete(environment);
                case EnvironmentBody.Unknown(String text) ->
                    request.completeExceptionally(new RequestFailedException("environment: " + text));
            }
        }
    }

    @Override
    public void goingAway(LinkEnd end) {
        leaving = end;
        listener.goingAway(end);
    }

    @Override
    public void ended(LinkEnd end) {
        opening.values()
                .forEach(waiting -> waiting.result().complete(new OpenResult.Failed(Errno.LINK_LOST, end.text())));
        opening.clear();
        names.fail(end);
        environments.fail(end);
        stats.fail(end);
        start.completeExceptionally(new LinkEndedException(end));
    }
}
