package dev.periscope.gateway.log;

/** What an event may be about. */
public enum LogKey {
    /** UID of the session. */
    session,
    /** The agent's generation. */
    generation,
    /** Address of the peer. */
    peer,
    /** One word, for counting. */
    reason,
    /** For people. */
    text,
    /** A port or a number of things. */
    count
}
