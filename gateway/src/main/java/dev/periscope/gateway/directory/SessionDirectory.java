package dev.periscope.gateway.directory;

import dev.periscope.tunnel.key.KeyHash;
import java.util.Optional;
import java.util.function.Consumer;

/** Which sessions there are, and which key their agents have. Safe for use by many threads; never blocks. */
public interface SessionDirectory {

    /** @return the key of the session's agent, {@code status.agent.publicKeyHash}; empty if there is no session or no agent yet */
    Optional<KeyHash> agentKey(String sessionUid);

    /** @return whether the session exists */
    boolean knows(String sessionUid);

    /** @return whether all sessions have been read at least once */
    boolean isReady();

    /** Calls {@code listener} with the UID of each session whose key changed or which came or went; on any thread. */
    void onChange(Consumer<String> listener);
}
