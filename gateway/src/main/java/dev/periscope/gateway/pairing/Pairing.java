package dev.periscope.gateway.pairing;

import dev.periscope.tunnel.gateway.Nonce;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Clients that wait for a dial-back, by nonce. A nonce is good for one use and a few seconds. Safe for use by many
 * threads: whoever takes a client out of the map owns it and its bytes.
 */
public final class Pairing {

    private final SecureRandom random;
    private final Duration timeout;
    private final Map<Nonce, Client> waiting = new ConcurrentHashMap<>();

    /** @param timeout how long a client waits */
    public Pairing(SecureRandom random, Duration timeout) {
        this.random = random;
        this.timeout = timeout;
    }

    /**
     * A client that waits.
     *
     * @param sessionUid the session it wants
     * @param channel its connection, which is not being read
     * @param first what it has sent so far, owned by who holds this record
     */
    public record Client(String sessionUid, Channel channel, ByteBuf first) {}

    /**
     * @param timedOut called when no dial-back came in time, on the client's event loop; the client is closed after it
     * @return the nonce under which the client waits
     */
    public Nonce await(Client client, Runnable timedOut) {
        Nonce nonce = Nonce.random(random);
        waiting.put(nonce, client);
        var timer = client.channel()
                .eventLoop()
                .schedule(
                        () -> {
                            if (drop(nonce)) {
                                timedOut.run();
                                client.channel().close();
                            }
                        },
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        client.channel().closeFuture().addListener(closed -> {
            timer.cancel(false);
            drop(nonce);
        });
        return nonce;
    }

    private boolean drop(Nonce nonce) {
        Client client = waiting.remove(nonce);
        if (client != null) {
            client.first().release();
        }
        return client != null;
    }

    /** @return the client of that nonce, which belongs to the caller now; empty if it was used, timed out or made up */
    public Optional<Client> take(Nonce nonce) {
        return Optional.ofNullable(waiting.remove(nonce));
    }

    /** @return how many clients wait */
    public int size() {
        return waiting.size();
    }
}
