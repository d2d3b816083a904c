package dev.periscope.agent;

import dev.periscope.agent.log.EventLog;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What an agent is made with.
 *
 * @param surroundings the pod's files
 * @param identity made for this process and gone with it
 * @param tls which TLS links and control channel use
 * @param vertx carries the control channel and nothing else
 * @param loop owns everything else, see {@link dev.periscope.agent.connect.Sockets#transport}
 * @param clock for times to live
 * @param random for DNS ids and waits; hard to guess
 * @param log what the agent says
 */
public record AgentPlace(
        Surroundings surroundings,
        Identity identity,
        TlsProvider tls,
        Vertx vertx,
        EventLoop loop,
        InstantSource clock,
        RandomGenerator random,
        EventLog log) {}
