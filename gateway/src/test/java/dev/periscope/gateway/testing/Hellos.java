package dev.periscope.gateway.testing;

import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.tls.PinnedTls;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.security.SecureRandom;
import java.time.Clock;

/** Real ClientHellos. */
public final class Hellos {

    private static final Identity SELF = Identity.create("client", new SecureRandom(), Clock.systemUTC());

    private Hellos() {}

    /** @return a hello of that implementation; without a server name if it is empty */
    public static byte[] hello(TlsProvider provider, String serverName) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.pipeline()
                .addLast(PinnedTls.client(provider, SELF, key -> true).newHandler(channel.alloc(), serverName));
        channel.runPendingTasks();
        ByteBuf first = channel.readOutbound();
        byte[] bytes = new byte[first.readableBytes()];
        first.readBytes(bytes);
        first.release();
        channel.close();
        return bytes;
    }
}
