package dev.periscope.gateway.directory;

import dev.periscope.tunnel.key.KeyHash;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sessions as they were last told of. One thread writes, any reads. */
public final class SessionTable implements SessionDirectory {

    private final Map<String, Optional<KeyHash>> keys = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean ready;

    @Override
    public Optional<KeyHash> agentKey(String sessionUid) {
        return keys.getOrDefault(sessionUid, Optional.empty());
    }

    @Override
    public boolean knows(String sessionUid) {
        return keys.containsKey(sessionUid);
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public void onChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** @return how many sessions there are */
    public int size() {
        return keys.size();
    }

    /** A session came or changed. */
    public void put(Session session) {
        Optional<KeyHash> before = keys.put(session.uid(), session.agentKey());
        if (before == null || !before.equals(session.agentKey())) {
            tell(session.uid());
        }
    }

    /** A session went. */
    public void remove(String uid) {
        if (keys.remove(uid) != null) {
            tell(uid);
        }
    }

    /** These are all sessions there are. */
    public void replace(List<Session> all) {
        Map<String, Session> now =
                all.stream().collect(Collectors.toMap(Session::uid, Function.identity(), (first, second) -> second));
        keys.keySet().stream().filter(uid -> !now.containsKey(uid)).toList().forEach(this::remove);
        now.values().forEach(this::put);
        ready = true;
    }

    private void tell(String uid) {
        listeners.forEach(listener -> listener.accept(uid));
    }

    /**
     * What the gateway knows of a session.
     *
     * @param uid its UID
     * @param agentKey the key of its agent
     */
    public record Session(String uid, Optional<KeyHash> agentKey) {}
}
