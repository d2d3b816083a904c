package dev.periscope.client.link;

import dev.periscope.tunnel.link.LinkEnd;
import dev.periscope.tunnel.link.LinkEndedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** No endpoint led to the agent. The message names each that was tried and what happened there. */
public final class DialException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<LinkEnd> refusal;

    private DialException(String message, Optional<LinkEnd> refusal) {
        super(message);
        this.refusal = refusal;
    }

    static DialException of(Map<Endpoint, Throwable> failures) {
        if (failures.isEmpty()) {
            return new DialException("the session publishes no endpoint this machine can use", Optional.empty());
        }
        String tried = failures.entrySet().stream()
                .map(failure -> failure.getKey().describe() + ": " + text(failure.getValue()))
                .collect(Collectors.joining("; "));
        return new DialException(tried, agentsWord(List.copyOf(failures.values())));
    }

    /** What the agent itself said, when one was reached: it refused the client, or the session is over. */
    public Optional<LinkEnd> refusal() {
        return refusal;
    }

    private static Optional<LinkEnd> agentsWord(List<Throwable> failures) {
        return failures.stream()
                .filter(LinkEndedException.class::isInstance)
                .map(failure -> ((LinkEndedException) failure).end())
                .filter(LinkEnd::byPeer)
                .findFirst();
    }

    private static String text(Throwable failure) {
        String message =
                failure instanceof LinkEndedException ended ? ended.end().text() : failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
