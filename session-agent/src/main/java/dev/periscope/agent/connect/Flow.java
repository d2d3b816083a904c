package dev.periscope.agent.connect;

import dev.periscope.tunnel.link.LinkStream;
import dev.periscope.tunnel.message.Errno;
import io.netty.channel.Channel;

/** A connection that left from the pod and the stream it is joined with. Owned by the agent's event loop. */
public record Flow(Destination destination, LinkStream stream, Channel socket) {

    /** Ends both sides; the client is told the rule. */
    public void deny(String rule) {
        // The stream first: the socket's end would otherwise reach the client as a plain reset.
        stream.reset(Errno.DENIED, rule);
        socket.close();
    }
}
