package dev.periscope.gateway.agents;

import static dev.periscope.gateway.log.EventLog.field;

import dev.periscope.gateway.health.GatewayMetrics;
import dev.periscope.gateway.log.EventLog;
import dev.periscope.gateway.log.LogKey;
import dev.periscope.tunnel.gateway.RegistrationMessage;
import dev.periscope.tunnel.tls.PinnedTls;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One agent's control connection, behind TLS. */
public final class AgentControl extends SimpleChannelInboundHandler<RegistrationMessage> {

    private final SslHandler tls;
    private final Registry registry;
    private final Duration patience;
    private final GatewayMetrics metrics;
    private final EventLog log;
    private @Nullable Registration registration;

    /** @param patience how long the agent may wait for the API to show its key */
    public AgentControl(SslHandler tls, Registry registry, Duration patience, GatewayMetrics metrics, EventLog log) {
        this.tls = tls;
        this.registry = registry;
        this.patience = patience;
        this.metrics = metrics;
        this.log = log;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, RegistrationMessage message) {
        switch (message) {
            case RegistrationMessage.Register register when registration == null -> register(ctx, register);
            case RegistrationMessage.Ping ping -> {
                // That it arrived is all it says.
            }
            default -> ctx.close();
        }
    }

    private void register(ChannelHandlerContext ctx, RegistrationMessage.Register message) {
        Registration agent =
                new Registration(message.sessionUid(), message.generation(), PinnedTls.peer(tls), ctx.channel());
        registration = agent;
        if (registry.offer(agent)) {
            report(agent);
        } else {
            ctx.executor().schedule(() -> decide(agent), patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void decide(Registration agent) {
        registry.giveUp(agent)
                .ifPresentOrElse(
                        reason -> {
                            metrics.registrationRefused(reason);
                            log.warn(
                                    "agent refused",
                                    field(LogKey.session, agent.sessionUid()),
                                    field(LogKey.generation, agent.generation()),
                                    field(LogKey.reason, reason));
                        },
                        () -> report(agent));
    }

    private void report(Registration agent) {
        if (agent.channel().isActive()) {
            log.info(
                    "agent registered",
                    field(LogKey.session, agent.sessionUid()),
                    field(LogKey.generation, agent.generation()),
                    field(LogKey.peer, agent.channel().remoteAddress()));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent idle) {
            if (idle.state() == IdleState.READER_IDLE) {
                ctx.close();
            } else {
                ctx.writeAndFlush(new RegistrationMessage.Ping());
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (registration != null) {
            registry.gone(registration);
        }
    }

    /** Broken TLS, a broken message or a lost connection end this connection and nothing else. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        metrics.agentConnectionFailed();
        ctx.close();
    }
}
