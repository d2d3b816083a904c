package dev.periscope.tunnel.link;

/**
 * Decides how many bytes a peer may have under way on a stream. Called on the link's event loop, must not block.
 */
public interface WindowPolicy {

    /** @return the window a new stream starts with, in bytes, at least {@link LinkOptions#MINIMUM_WINDOW} */
    int start(Session session);

    /**
     * Asked each time the receiver has consumed a quarter of its window.
     *
     * @param window the stream's window now, in bytes
     * @param drainNanos how long that quarter took to drain
     * @return the window from now on; never less than {@code window}: credit given cannot be taken back
     */
    int grow(Session session, int window, long drainNanos);

    /**
     * What a decision may depend on.
     *
     * @param bufferedBytes bytes received on the whole link and not yet consumed
     * @param capBytes the link's bound for them
     * @param streams open streams
     */
    record Session(long bufferedBytes, long capBytes, int streams) {}

    /** @return starts at 256 KiB; a stream that drains gets up to 1 MiB while less than half of the cap is used */
    static WindowPolicy standard() {
        return new StandardWindows();
    }
}
