package dev.periscope.tunnel.gateway;

/** What agent and gateway tell each other on a control connection. Wire format: docs/protocols/gateway.md. */
public sealed interface RegistrationMessage {

    /**
     * The agent's first message. Its key is that of its TLS certificate.
     *
     * @param sessionUid UID of the session it serves, 1..64 characters
     * @param generation its number within the session, from 1
     */
    record Register(String sessionUid, int generation) implements RegistrationMessage {}

    /** The gateway's answer: clients of that session are led to this agent from now on. */
    record Registered() implements RegistrationMessage {}

    /**
     * The gateway's other answer; it closes the connection after it.
     *
     * @param reason one word: {@code UnknownSession}, {@code WrongKey}, {@code Superseded}, {@code Limit}, {@code Draining}
     * @param text the reason in words
     */
    record Refused(String reason, String text) implements RegistrationMessage {}

    /** A client waits: the agent opens a connection of its own which begins with this nonce. */
    record Dial(Nonce nonce) implements RegistrationMessage {}

    /** The sender is there. Sent when it has said nothing else for {@link RegistrationFrames#PING_SECONDS}. */
    record Ping() implements RegistrationMessage {}
}
