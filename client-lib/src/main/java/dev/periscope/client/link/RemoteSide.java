package dev.periscope.client.link;

import dev.periscope.tunnel.link.OpenResult;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletionStage;

/** The target pod, as far as the client's decisions and bridges need it. Thread-safe; stages never fail. */
public interface RemoteSide {

    /** The event loop of every stream; local sockets that are joined with one belong on it. */
    EventLoop eventLoop();

    /** Asks the pod's resolver. Without a link for too long the answer is {@link ResolveAnswer.TimedOut}. */
    CompletionStage<ResolveAnswer> resolve(ResolveRequest request);

    /** Opens a flow from the pod. Without a link for too long the answer is {@code Failed(LINK_LOST)}. */
    CompletionStage<OpenResult> open(OpenRequest request);
}
