package dev.periscope.gateway.agents;

import dev.periscope.gateway.directory.SessionDirectory;
import dev.periscope.tunnel.key.KeyHash;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which agent serves which session. An agent may be here before the API shows its key; then it waits. Safe for use by
 * many threads: every method takes the lock for a moment, and none waits for anything inside.
 */
public final class Registry {

    private final SessionDirectory directory;
    private final Map<String, Registration> registered = new HashMap<>();
    private final Map<String, Set<Registration>> waiting = new HashMap<>();
    private boolean draining;

    /** @param directory says which key is the right one; watched from now on */
    public Registry(SessionDirectory directory) {
        this.directory = directory;
        directory.onChange(this::changed);
    }

    /** What the directory says of an agent. */
    enum Standing {
        Right,
        WrongKey,
        UnknownSession
    }

    /** @return what holds for an agent with that key */
    static Standing standing(SessionDirectory directory, String uid, KeyHash key) {
        Optional<KeyHash> expected = directory.agentKey(uid);
        if (expected.isPresent()) {
            return expected.get().equals(key) ? Standing.Right : Standing.WrongKey;
        }
        return directory.knows(uid) ? Standing.WrongKey : Standing.UnknownSession;
    }

    /** @return the agent of that session */
    public synchronized Optional<Registration> find(String sessionUid) {
        return Optional.ofNullable(registered.get(sessionUid));
    }

    /** @return how many agents are registered */
    public synchronized int size() {
        return registered.size();
    }

    /** @return true if it is registered now, false if it waits for the API to show its key */
    synchronized boolean offer(Registration agent) {
        if (draining) {
            agent.refused("Draining", "this gateway is about to end");
            return false;
        }
        if (standing(directory, agent.sessionUid(), agent.key()) == Standing.Right) {
            accept(agent);
            return true;
        }
        waiting.computeIfAbsent(agent.sessionUid(), uid -> new HashSet<>()).add(agent);
        return false;
    }

    /** The agent has waited long enough. @return why it was refused; empty if it was not waiting */
    synchronized Optional<String> giveUp(Registration agent) {
        if (!stopWaiting(agent)) {
            return Optional.empty();
        }
        Standing standing = standing(directory, agent.sessionUid(), agent.key());
        agent.refused(standing.name(), text(standing));
        return Optional.of(standing.name());
    }

    /** The agent's connection is gone. */
    synchronized void gone(Registration agent) {
        stopWaiting(agent);
        registered.remove(agent.sessionUid(), agent);
    }

    /** Refuses everybody from now on. */
    public synchronized void drain() {
        draining = true;
        List.copyOf(registered.values()).forEach(agent -> agent.refused("Draining", "this gateway is about to end"));
        registered.clear();
    }

    private synchronized void changed(String uid) {
        Registration current = registered.get(uid);
        if (current != null) {
            Standing standing = standing(directory, uid, current.key());
            if (standing != Standing.Right) {
                registered.remove(uid);
                current.refused(standing.name(), text(standing));
            }
        }
        for (Registration agent : List.copyOf(waiting.getOrDefault(uid, Set.of()))) {
            if (standing(directory, uid, agent.key()) == Standing.Right) {
                stopWaiting(agent);
                accept(agent);
            }
        }
    }

    private void accept(Registration agent) {
        Registration before = registered.put(agent.sessionUid(), agent);
        if (before != null && !before.equals(agent)) {
            before.refused("Superseded", "the agent has registered again");
        }
        agent.accepted();
    }

    private boolean stopWaiting(Registration agent) {
        Set<Registration> set = waiting.get(agent.sessionUid());
        boolean was = set != null && set.remove(agent);
        if (set != null && set.isEmpty()) {
            waiting.remove(agent.sessionUid());
        }
        return was;
    }

    private static String text(Standing standing) {
        return switch (standing) {
            case Right -> "";
            case WrongKey -> "status.agent.publicKeyHash of the session is not the hash of this agent's key";
            case UnknownSession -> "there is no such session";
        };
    }
}
