package dev.periscope.client.local;

import dev.periscope.client.link.RemoteSide;
import dev.periscope.client.local.LocalRequest.Patience;
import dev.periscope.client.outgoing.ConnectAnswer.ThroughAgent;
import dev.periscope.client.outgoing.OutgoingTraffic;
import dev.periscope.tunnel.bridge.SocketBridge;
import dev.periscope.tunnel.link.LinkStream;
import dev.periscope.tunnel.link.OpenResult;
import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.Transport;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection of a program through the agent: the remote connect first, then a loopback port for the program,
 * then both joined. Owned by the event loop of the remote side.
 */
final class TcpBridge {
    static final Duration NON_BLOCKING_LIMIT = Duration.ofMillis(250);
    static final Duration VIA_LIMIT = Duration.ofSeconds(10);

    /** What the program is told. */
    sealed interface Result {
        record Via(int port) implements Result {}

        record Denied(String text) implements Result {}

        record Failed(String errno, String text) implements Result {}
    }

    private final RemoteSide remote;
    private final Executor blocking;
    private final SocketOwner owner;
    private final OutgoingTraffic traffic;
    private final OpenFlows openFlows;
    private final ThroughAgent request;
    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private @Nullable LinkStream stream;
    private @Nullable SocketChannel socket;
    private boolean listening;
    private boolean over;

    TcpBridge(
            RemoteSide remote,
            Executor blocking,
            SocketOwner owner,
            OutgoingTraffic traffic,
            OpenFlows openFlows,
            ThroughAgent request) {
        this.remote = remote;
        this.blocking = blocking;
        this.owner = owner;
        this.traffic = traffic;
        this.openFlows = openFlows;
        this.request = request;
    }

    /** To be called once, on the event loop. The stage never fails. */
    CompletionStage<Result> start(Patience patience) {
        request.flow().outcome("connecting");
        Optional<String> name = request.name().filter(text -> text.length() <= OpenRequest.MAX_NAME);
        remote.open(new OpenRequest(Transport.TCP, request.address(), request.port(), name))
                .thenAcceptAsync(this::opened, remote.eventLoop());
        switch (patience) {
            case Patience.Unlimited none -> {}
            case Patience.NonBlocking soon -> after(NON_BLOCKING_LIMIT, this::listen);
            case Patience.Limited(Duration limit) -> after(limit, this::timeOut);
        }
        return result;
    }

    private void after(Duration delay, Runnable action) {
        remote.eventLoop()
                .schedule(
                        () -> {
                            if (!result.isDone()) {
                                action.run();
                            }
                        },
                        delay.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void timeOut() {
        end("ETIMEDOUT");
        result.complete(new Result.Failed("ETIMEDOUT", "no answer from the remote side in time"));
    }

    private void opened(OpenResult answer) {
        switch (answer) {
            case OpenResult.Opened(LinkStream opened, Optional<?> source) -> {
                stream = opened;
                if (over) {
                    opened.reset(Errno.CANCELLED, "the program gave up");
                } else if (socket != null) {
                    join(opened, socket);
                } else {
                    listen();
                }
            }
            case OpenResult.Failed(Errno errno, String text) -> failed(errno, text);
        }
    }

    private void failed(Errno errno, String text) {
        end(errno == Errno.DENIED ? "denied by the agent" : ErrnoName.of(errno));
        result.complete(errno == Errno.DENIED ? new Result.Denied(text) : new Result.Failed(ErrnoName.of(errno), text));
    }

    private void listen() {
        if (listening || over) {
            return;
        }
        listening = true;
        OneShotListener.open(remote.eventLoop(), blocking, owner, InetAddress.ofLiteral("127.0.0.1"), VIA_LIMIT)
                .whenCompleteAsync(
                        (port, failure) -> {
                            if (port == null) {
                                end("EADDRNOTAVAIL");
                                result.complete(new Result.Failed(
                                        "EADDRNOTAVAIL", "no loopback port is left: " + failure.getMessage()));
                                return;
                            }
                            result.complete(new Result.Via(port.number()));
                            port.accepted().whenCompleteAsync(this::accepted, remote.eventLoop());
                        },
                        remote.eventLoop());
    }

    private void accepted(@Nullable SocketChannel came, @Nullable Throwable nobody) {
        if (came == null) {
            end("the program did not connect");
            return;
        }
        socket = came;
        LinkStream open = stream;
        if (over) {
            reset(came);
        } else if (open != null) {
            join(open, came);
        }
    }

    private void join(LinkStream open, SocketChannel came) {
        request.flow().outcome("connected");
        traffic.opened(request.address());
        OpenFlows.Entry entry = openFlows.add(request.question(), request.flow(), () -> reset(came));
        SocketBridge.join(open, came)
                .thenAcceptAsync(
                        outcome -> {
                            openFlows.remove(entry);
                            traffic.closed(request.address());
                            request.flow().sent(outcome.fromSocket());
                            request.flow().received(outcome.toSocket());
                            request.flow().end(outcome.reset() ? "reset" : "closed");
                        },
                        remote.eventLoop());
    }

    /** Nothing comes of it: whatever is there already ends with a reset. */
    private void end(String outcome) {
        if (over) {
            return;
        }
        over = true;
        request.flow().end(outcome);
        if (stream != null) {
            stream.reset(Errno.CANCELLED, outcome);
        }
        if (socket != null) {
            reset(socket);
        }
    }

    private static void reset(SocketChannel socket) {
        socket.config().setSoLinger(0);
        socket.close();
    }
}
