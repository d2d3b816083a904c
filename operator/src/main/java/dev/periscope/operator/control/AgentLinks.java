package dev.periscope.operator.control;

import dev.periscope.control.AgentMessage;
import dev.periscope.control.OperatorMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The control channels of all sessions. Event loops tell it what agents say, reconciliations read it and send through
 * it. Each session's part is guarded by that part's own monitor, held only for field access and never while calling out.
 */
public final class AgentLinks {

    private final Map<String, SessionLink> sessions = new ConcurrentHashMap<>();
    private final Consumer<String> changed;
    private final Clock clock;
    private final Instant started;

    /**
     * @param changed told the session's UID whenever something changed that a reconciliation should look at; it must not
     *     block
     */
    public AgentLinks(Consumer<String> changed, Clock clock) {
        this.changed = changed;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** Takes an admitted agent's connection; one that the session had before is closed. */
    public void admitted(
            String uid, int generation, String keyHash, AgentMessage.Facts facts, AgentConnection connection) {
        link(uid)
                .open(new SessionLink.Open(generation, keyHash, facts, connection))
                .ifPresent(AgentConnection::close);
        changed.accept(uid);
    }

    /** Takes what an admitted agent says. */
    public void received(String uid, AgentConnection from, AgentMessage message) {
        if (link(uid).received(from, message)) {
            changed.accept(uid);
        }
    }

    /** Takes the end of a connection. */
    public void closed(String uid, AgentConnection connection) {
        if (link(uid).closed(connection, clock.instant())) {
            changed.accept(uid);
        }
    }

    /** @return what is known of that session's channel */
    public LinkView view(String uid) {
        return link(uid).view();
    }

    /** @return why that agent said it leaves, if it did */
    public Optional<AgentMessage.Leaving> leaving(String uid, int generation) {
        return link(uid).leaving(generation);
    }

    /** @return the key of that agent, if it was admitted since this process started */
    public Optional<String> admittedKey(String uid, int generation) {
        return link(uid).admittedKey(generation);
    }

    /**
     * Sends a configuration to that agent if it is connected and has another one.
     *
     * @param draft its revision is of no matter: revisions are given here, growing also across restarts
     */
    public void configure(String uid, int generation, OperatorMessage.Configure draft) {
        link(uid).configure(generation, draft, clock.millis());
    }

    /** Tells a connected agent of that session to end, if its generation is at most that one. */
    public void end(String uid, int upToGeneration, String reason, String message) {
        link(uid).connection(upToGeneration).ifPresent(c -> c.send(new OperatorMessage.End(reason, message)));
    }

    /** Forgets a session that is gone. */
    public void forget(String uid) {
        SessionLink link = sessions.remove(uid);
        if (link != null) {
            link.connection(Integer.MAX_VALUE).ifPresent(AgentConnection::close);
        }
    }

    /** @return how many agents are connected */
    public int connected() {
        return (int) sessions.values().stream()
                .filter(link -> link.view() instanceof LinkView.Up)
                .count();
    }

    private SessionLink link(String uid) {
        return sessions.computeIfAbsent(uid, key -> new SessionLink(started));
    }
}
