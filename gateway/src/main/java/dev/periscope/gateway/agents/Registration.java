package dev.periscope.gateway.agents;

import dev.periscope.tunnel.gateway.Nonce;
import dev.periscope.tunnel.gateway.RegistrationMessage;
import dev.periscope.tunnel.key.KeyHash;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;

/**
 * An agent's control connection that asked to be registered. Its methods may be called from any thread.
 *
 * @param sessionUid the session it says it serves
 * @param generation its number in the session
 * @param key the key it proved to have
 * @param channel the connection
 */
public record Registration(String sessionUid, int generation, KeyHash key, Channel channel) {

    void accepted() {
        channel.writeAndFlush(new RegistrationMessage.Registered());
    }

    void refused(String reason, String text) {
        channel.writeAndFlush(new RegistrationMessage.Refused(reason, text)).addListener(ChannelFutureListener.CLOSE);
    }

    /** Asks the agent to dial back. */
    public void dial(Nonce nonce) {
        channel.writeAndFlush(new RegistrationMessage.Dial(nonce));
    }
}
