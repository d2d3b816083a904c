package dev.periscope.client.link;

import dev.periscope.tunnel.link.LinkClient;
import java.util.concurrent.CompletionStage;

/** Makes a link to an agent. */
public interface Dialer {

    /** Dials once. The stage fails with {@link DialException} when no endpoint leads to the agent. */
    CompletionStage<LinkClient> dial(AgentCoordinates agent, LinkClient.Listener listener);
}
