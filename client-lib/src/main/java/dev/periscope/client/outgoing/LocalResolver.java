package dev.periscope.client.outgoing;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The machine's own resolver. */
public interface LocalResolver {

    /** All addresses of both families in the resolver's order, empty for an unknown name. Does not block, never fails. */
    CompletionStage<List<InetAddress>> lookUp(String name);
}
