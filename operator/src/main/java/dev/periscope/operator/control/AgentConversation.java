package dev.periscope.operator.control;

import dev.periscope.control.AgentMessage;
import dev.periscope.control.ControlCodec;
import dev.periscope.control.MalformedMessageException;
import dev.periscope.control.OperatorMessage;
import dev.periscope.operator.enrolment.EnrolmentDecision;
import dev.periscope.operator.enrolment.EnrolmentRequest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One agent's WebSocket from hello to end. All fields belong to the socket's event loop; only {@link #send} and
 * {@link #close} are called from elsewhere, and Vert.x takes them from any thread.
 */
final class AgentConversation implements AgentConnection {

    private static final Logger LOG = Logger.getLogger(AgentConversation.class);

    private static final long HELLO_MILLIS = 10_000;
    private static final long PING_MILLIS = 10_000;
    private static final long RETRY_MILLIS = 100;
    private static final int MOST_RETRIES = 50;

    /** RFC 6455, section 7.4.1, and the IANA registry for 1013. */
    private static final short POLICY_VIOLATION = 1008;

    private static final short TRY_AGAIN_LATER = 1013;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final String keyHash;
    private final AgentLinks links;
    private final Enroller enroller;
    private @Nullable String sessionUid;
    private boolean admitted;
    private boolean pongSeen = true;

    AgentConversation(Vertx vertx, ServerWebSocket socket, String keyHash, AgentLinks links, Enroller enroller) {
        this.vertx = vertx;
        this.socket = socket;
        this.keyHash = keyHash;
        this.links = links;
        this.enroller = enroller;
    }

    void begin() {
        long hello = vertx.setTimer(HELLO_MILLIS, id -> {
            if (sessionUid == null) {
                socket.close(POLICY_VIOLATION, "expected enrol or resume within 10 s");
            }
        });
        // A half-open connection shows by a ping without answer; TCP alone would take a quarter of an hour.
        long ping = vertx.setPeriodic(PING_MILLIS, id -> {
            if (!pongSeen) {
                socket.close();
                return;
            }
            pongSeen = false;
            socket.writePing(Buffer.buffer("periscope"));
        });
        socket.pongHandler(data -> pongSeen = true);
        socket.textMessageHandler(this::received);
        socket.exceptionHandler(e -> LOG.debugf("control channel of %s: %s", socket.remoteAddress(), e.getMessage()));
        socket.closeHandler(v -> {
            vertx.cancelTimer(hello);
            vertx.cancelTimer(ping);
            if (admitted && sessionUid != null) {
                links.closed(sessionUid, this);
            }
        });
    }

    private void received(String text) {
        AgentMessage message;
        try {
            message = ControlCodec.decodeAgentMessage(text);
        } catch (MalformedMessageException e) {
            socket.close(POLICY_VIOLATION, e.getMessage());
            return;
        }
        switch (message) {
            case AgentMessage.Enrol m ->
                hello(m.facts(), request(m.sessionUid(), m.generation(), Optional.of(m.token())));
            case AgentMessage.Resume m -> hello(m.facts(), request(m.sessionUid(), m.generation(), Optional.empty()));
            case AgentMessage.Configured m -> pass(m);
            case AgentMessage.Registered m -> pass(m);
            case AgentMessage.Counters m -> pass(m);
            case AgentMessage.Leaving m -> pass(m);
        }
    }

    private EnrolmentRequest request(String uid, int generation, Optional<String> token) {
        return new EnrolmentRequest(
                uid, generation, token, keyHash, socket.remoteAddress().hostAddress());
    }

    private void pass(AgentMessage message) {
        if (admitted && sessionUid != null) {
            links.received(sessionUid, this, message);
        } else {
            socket.close(POLICY_VIOLATION, "expected enrol or resume first");
        }
    }

    private void hello(AgentMessage.Facts facts, EnrolmentRequest request) {
        if (sessionUid != null) {
            socket.close(POLICY_VIOLATION, "a connection says enrol or resume once");
            return;
        }
        sessionUid = request.sessionUid();
        decide(facts, request, MOST_RETRIES);
    }

    /** Caches trail the API server by a moment, so an agent that is too early waits here instead of dialling again. */
    private void decide(AgentMessage.Facts facts, EnrolmentRequest request, int retries) {
        if (socket.isClosed()) {
            return;
        }
        switch (enroller.decide(request)) {
            case EnrolmentDecision.Admitted a -> {
                admitted = true;
                links.admitted(request.sessionUid(), request.generation(), keyHash, facts, this);
            }
            case EnrolmentDecision.Later later -> {
                if (retries > 0) {
                    vertx.setTimer(RETRY_MILLIS, id -> decide(facts, request, retries - 1));
                } else {
                    LOG.infof("agent of session %s is to try again: %s", request.sessionUid(), later.why());
                    socket.close(TRY_AGAIN_LATER, later.why());
                }
            }
            case EnrolmentDecision.Refused refused -> {
                LOG.warnf(
                        "agent %d of session %s from %s refused: %s",
                        request.generation(), request.sessionUid(), request.address(), refused.reason());
                enroller.refused(request, refused);
                send(new OperatorMessage.Refuse(refused.reason(), refused.message()));
                close();
            }
        }
    }

    @Override
    public void send(OperatorMessage message) {
        socket.writeTextMessage(ControlCodec.encode(message))
                .onFailure(e -> LOG.debugf("control channel of session %s: %s", sessionUid, e.getMessage()));
    }

    @Override
    public void close() {
        socket.close();
    }
}
