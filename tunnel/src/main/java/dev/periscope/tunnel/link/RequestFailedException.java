package dev.periscope.tunnel.link;

/** The agent could not answer a request; the message is its reason. */
public final class RequestFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    RequestFailedException(String message) {
        super(message);
    }
}
