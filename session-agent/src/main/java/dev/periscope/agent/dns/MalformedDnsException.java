package dev.periscope.agent.dns;

/** Bytes that are no DNS message, or a name no DNS message can hold. */
public final class MalformedDnsException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedDnsException(String message) {
        super(message);
    }
}
