package dev.periscope.agent.control;

import dev.periscope.agent.log.EventLog;
import dev.periscope.agent.log.Key;
import dev.periscope.control.AgentMessage;
import dev.periscope.control.ControlCodec;
import dev.periscope.control.MalformedMessageException;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Keeps one WebSocket to the operator: dials, greets, passes messages on, and dials again when it is lost. Links of
 * clients know nothing of it, so an operator may come and go. Not thread-safe: owned by the agent's event loop, to which
 * everything Vert.x calls is handed over.
 */
public final class ControlChannel {

    private final OperatorDialer dialer;
    private final EventExecutor loop;
    private final ControlTiming timing;
    private final ControlListener listener;
    private final EventLog log;
    private final Backoff backoff;
    private Optional<WebSocket> socket = Optional.empty();
    private Optional<ScheduledFuture<?>> givingUp = Optional.empty();
    private String lastFailure = "it was not dialled yet";
    private boolean closed;

    public ControlChannel(
            OperatorDialer dialer,
            EventExecutor loop,
            ControlTiming timing,
            RandomGenerator random,
            ControlListener listener,
            EventLog log) {
        this.dialer = dialer;
        this.loop = loop;
        this.timing = timing;
        this.listener = listener;
        this.log = log;
        this.backoff = new Backoff(timing.firstBackoff(), timing.longestBackoff(), random);
    }

    /** Starts dialling; to be called once. */
    public void start() {
        countDown();
        dial();
        loop.scheduleAtFixedRate(
                this::ping, timing.ping().toMillis(), timing.ping().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sends the message if the channel is up; otherwise it is lost: after a reconnect the agent reports anew. */
    public void send(AgentMessage message) {
        socket.ifPresent(open -> open.writeTextMessage(ControlCodec.encode(message)));
    }

    /** Ends the channel for good. */
    public void close() {
        closed = true;
        givingUp.ifPresent(timer -> timer.cancel(false));
        socket.ifPresent(WebSocket::close);
    }

    private void dial() {
        dialer.dial()
                .whenComplete((opened, failure) -> loop.execute(() -> {
                    if (failure != null) {
                        lost(innermost(failure));
                    } else if (closed) {
                        opened.close();
                    } else {
                        up(opened);
                    }
                }));
    }

    private void up(WebSocket opened) {
        socket = Optional.of(opened);
        opened.textMessageHandler(text -> loop.execute(() -> received(opened, text)));
        opened.exceptionHandler(failure -> loop.execute(() -> lastFailure = innermost(failure)));
        opened.closeHandler(gone -> loop.execute(() -> lost("the operator closed the channel"
                + Optional.ofNullable(opened.closeReason())
                        .map(why -> ": " + why)
                        .orElse(""))));
        Optional<String> local = Optional.ofNullable(opened.localAddress()).map(address -> address.hostAddress());
        send(listener.greeting(local));
        // Vert.x holds back what arrives until it was told to go on, so that no message comes before its handler.
        opened.resume();
    }

    private void received(WebSocket from, String text) {
        if (closed || socket.filter(from::equals).isEmpty()) {
            return;
        }
        try {
            var message = ControlCodec.decodeOperatorMessage(text);
            givingUp.ifPresent(timer -> timer.cancel(false));
            givingUp = Optional.empty();
            backoff.reset();
            listener.received(message);
        } catch (MalformedMessageException e) {
            log.warn("the operator sent what this agent does not understand", Key.REASON.of(e));
        }
    }

    private void lost(String why) {
        if (closed) {
            return;
        }
        socket = Optional.empty();
        lastFailure = why;
        countDown();
        Duration wait = backoff.next();
        log.warn("no channel to the operator", Key.REASON.of(why), Key.MILLIS.of(wait.toMillis()));
        loop.schedule(
                () -> {
                    if (!closed) {
                        dial();
                    }
                },
                wait.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** TLS wraps the reason it was refused for, more than once. */
    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Only an operator that says something counts as reached: a port that answers may be anything. */
    private void countDown() {
        if (givingUp.isEmpty()) {
            givingUp = Optional.of(loop.schedule(
                    () -> {
                        close();
                        listener.gaveUp(lastFailure);
                    },
                    timing.giveUpAfter().toMillis(),
                    TimeUnit.MILLISECONDS));
        }
    }

    private void ping() {
        socket.ifPresent(open -> open.writePing(Buffer.buffer()));
    }
}
