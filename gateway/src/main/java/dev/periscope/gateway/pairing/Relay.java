package dev.periscope.gateway.pairing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/**
 * Copies the bytes of two connections, which it cannot read, both ways: FIN becomes FIN, RST becomes RST, and each side
 * is read only while the other takes. The two may belong to different event loops; each {@link RelayHalf} to its own.
 */
public final class Relay {

    private static final long LAST_BYTES_MILLIS = 1_000;
    private static final int BOTH = 2;

    private final Channel client;
    private final Channel agent;
    private final AtomicInteger endedHalves = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    private Relay(Channel client, Channel agent) {
        this.client = client;
        this.agent = agent;
    }

    /**
     * Joins both and starts reading. To be called on the agent's event loop, from within its pipeline.
     *
     * @param first the client's first bytes, released here
     * @param idle the pair ends when there was no byte either way for that long
     * @param toAgent counts bytes from the client to the agent
     * @param toClient counts bytes from the agent to the client
     */
    public static void join(
            Channel client, Channel agent, ByteBuf first, Duration idle, LongConsumer toAgent, LongConsumer toClient) {
        Relay relay = new Relay(client, agent);
        toAgent.accept(first.readableBytes());
        agent.writeAndFlush(first);
        agent.pipeline().addLast(new RelayHalf(relay, client, toClient));
        client.eventLoop().execute(() -> {
            if (!client.isActive()) {
                relay.abort(client);
                return;
            }
            client.pipeline().addLast(new IdleStateHandler(0, 0, idle.toMillis(), TimeUnit.MILLISECONDS));
            client.pipeline().addLast(new RelayHalf(relay, agent, toAgent));
            client.config().setAutoRead(true);
            agent.config().setAutoRead(true);
        });
    }

    /** One side has no more to say: the other is told after the last byte. */
    void finish(Channel to) {
        // Writes complete in order; Netty drops what is queued at a shutdown.
        to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess()) {
                ((DuplexChannel) to).shutdownOutput().addListener(shut -> {
                    if (endedHalves.incrementAndGet() == BOTH) {
                        end();
                    }
                });
            }
        });
    }

    /** One side was reset or is gone: so is the other, after what came before. */
    void abort(Channel lost) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        Channel other = lost.equals(client) ? agent : client;
        lost.close();
        other.config().setAutoRead(false);
        other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> reset(other));
        other.eventLoop().schedule(() -> reset(other), LAST_BYTES_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void reset(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0); // close() then sends RST
            channel.close();
        }
    }

    /** Both are through, or nothing has happened for too long. */
    void end() {
        if (over.compareAndSet(false, true)) {
            client.close();
            agent.close();
        }
    }
}
