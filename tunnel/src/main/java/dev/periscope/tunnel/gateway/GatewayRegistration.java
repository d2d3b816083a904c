package dev.periscope.tunnel.gateway;

import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * Keeps an agent registered with every gateway: one control connection each, dialled again with backoff and jitter when
 * it is lost, and a dial-back for each client. All methods may be called from any thread.
 */
public interface GatewayRegistration extends AutoCloseable {

    /** Sets the gateways to be registered with; those no longer named are left. Links that run go on. */
    void gateways(List<GatewayEndpoint> endpoints);

    /** Leaves all gateways. Links that run go on. Idempotent. */
    @Override
    void close();

    /** Told on the group's event loops; must not block. */
    interface Listener {

        /**
         * A client came. The next bytes are its TLS; {@link dev.periscope.tunnel.link.LinkServer#accept} takes it from here.
         *
         * @param channel connected, with {@code AUTO_READ} off and no handlers; closed by who gets it
         */
        void dialBack(Channel channel);

        /** The set of gateways that accept clients for this agent changed: {@code host:port}, by address. */
        void registered(Set<String> gateways);

        /** A gateway refused the registration; it is tried again, as the object it knows may be older than the agent. */
        void refused(String gateway, String reason, String text);

        /** A connection to a gateway failed, such as for a key that is not the expected one; it is dialled again. For logs. */
        default void failed(String gateway, String text) {}
    }

    /** Finds the addresses of a gateway's name. Must not block. */
    interface Resolver {

        /** @return at least one address; fails when there is none or the name server does not answer */
        CompletionStage<List<InetAddress>> resolve(String host);

        /** @return the machine's own resolver, asked on a virtual thread for each question */
        static Resolver system() {
            return SystemResolver.INSTANCE;
        }
    }

    /**
     * Who registers.
     *
     * @param sessionUid UID of the session, at most 64 characters
     * @param generation the agent's number within its session, from 1
     * @param identity the agent's key, whose hash stands in the session's status
     * @param tls which TLS
     */
    record Agent(String sessionUid, int generation, Identity identity, TlsProvider tls) {}

    /**
     * Starts without gateways.
     *
     * @param group where control connections and dial-backs live; a link belongs to the loop of its dial-back
     * @param random jitter of the backoff
     */
    static GatewayRegistration start(
            EventLoopGroup group, Agent agent, Resolver resolver, RandomGenerator random, Listener listener) {
        return new Registrations(group, agent, resolver, random, listener);
    }
}
