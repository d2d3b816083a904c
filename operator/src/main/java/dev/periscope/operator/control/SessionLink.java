package dev.periscope.operator.control;

import dev.periscope.control.AgentMessage;
import dev.periscope.control.OperatorMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One session's part of {@link AgentLinks}. All fields are guarded by its monitor. */
final class SessionLink {

    /** An admitted connection. */
    record Open(int generation, String keyHash, AgentMessage.Facts facts, AgentConnection connection) {}

    private @Nullable Open open;
    private Instant downSince;
    private AgentMessage.@Nullable Configured configured;
    private @Nullable List<String> gateways;
    private AgentMessage.@Nullable Counters counters;
    private OperatorMessage.@Nullable Configure draft;
    private long sentRevision;
    private int admittedGeneration;
    private @Nullable String admittedKey;
    private int leftGeneration;
    private AgentMessage.@Nullable Leaving leaving;

    SessionLink(Instant downSince) {
        this.downSince = downSince;
    }

    /** @return the connection that was open before, to be closed by the caller */
    synchronized Optional<AgentConnection> open(Open next) {
        Optional<AgentConnection> before = Optional.ofNullable(open).map(Open::connection);
        open = next;
        admittedGeneration = next.generation();
        admittedKey = next.keyHash();
        configured = null;
        gateways = null;
        counters = null;
        draft = null;
        sentRevision = 0;
        return before;
    }

    /** @return whether a reconciliation should look */
    synchronized boolean received(AgentConnection from, AgentMessage message) {
        if (open == null || !open.connection().equals(from)) {
            return false;
        }
        switch (message) {
            case AgentMessage.Configured c -> configured = c;
            case AgentMessage.Registered r -> gateways = r.gateways();
            case AgentMessage.Counters c -> counters = c;
            case AgentMessage.Leaving l -> {
                leaving = l;
                leftGeneration = open.generation();
            }
            case AgentMessage.Enrol e -> {
                return false;
            }
            case AgentMessage.Resume r -> {
                return false;
            }
        }
        return true;
    }

    synchronized boolean closed(AgentConnection connection, Instant now) {
        if (open == null || !open.connection().equals(connection)) {
            return false;
        }
        open = null;
        downSince = now;
        return true;
    }

    synchronized LinkView view() {
        return open == null
                ? new LinkView.Down(downSince)
                : new LinkView.Up(
                        open.generation(),
                        open.keyHash(),
                        open.facts(),
                        Optional.ofNullable(configured),
                        sentRevision,
                        Optional.ofNullable(gateways),
                        Optional.ofNullable(counters));
    }

    synchronized Optional<AgentMessage.Leaving> leaving(int generation) {
        return generation == leftGeneration ? Optional.ofNullable(leaving) : Optional.empty();
    }

    synchronized Optional<String> admittedKey(int generation) {
        return generation == admittedGeneration ? Optional.ofNullable(admittedKey) : Optional.empty();
    }

    synchronized Optional<AgentConnection> connection(int upToGeneration) {
        return Optional.ofNullable(open)
                .filter(o -> o.generation() <= upToGeneration)
                .map(Open::connection);
    }

    /** Sends while holding the monitor, so that revisions leave in their order; sending does not block. */
    synchronized void configure(int generation, OperatorMessage.Configure next, long nowMillis) {
        if (open == null || open.generation() != generation || next.equals(draft)) {
            return;
        }
        draft = next;
        // The clock makes revisions grow across restarts of the operator, which forgets what it sent.
        sentRevision = Math.max(sentRevision + 1, nowMillis);
        open.connection().send(withRevision(next, sentRevision));
    }

    private static OperatorMessage.Configure withRevision(OperatorMessage.Configure c, long revision) {
        return new OperatorMessage.Configure(
                revision,
                c.namespace(),
                c.session(),
                c.serverName(),
                c.outgoing(),
                c.policies(),
                c.clients(),
                c.gateways(),
                c.environment(),
                c.limits());
    }
}
