package dev.periscope.tunnel.link;

import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.message.OpenRequest;
import java.net.InetSocketAddress;
import java.util.Optional;

/** How an {@link OpenRequest} ended. */
public sealed interface OpenResult {

    /**
     * The remote side is connected.
     *
     * @param stream the flow; bytes may have arrived already and wait for {@link LinkStream#receiver}
     * @param source the address the remote connection leaves from, where the agent told it
     */
    record Opened(LinkStream stream, Optional<InetSocketAddress> source) implements OpenResult {}

    /**
     * There is no connection.
     *
     * @param errno the reason, to be given to the process
     * @param text the reason in words; for {@link Errno#DENIED} the rule that denied it
     */
    record Failed(Errno errno, String text) implements OpenResult {}
}
