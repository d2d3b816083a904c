package dev.periscope.gateway;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections there may be of one kind for one key: a source's address, a session, everybody. Safe for use by
 * many threads. A place is given back when its channel closes.
 */
final class Limits {

    private static final int IPV6_NETWORK_BYTES = 8;

    private final int most;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    Limits(int most) {
        this.most = most;
    }

    /** @return whether the channel got a place, which it then keeps until it is closed */
    boolean take(String key, Channel channel) {
        int now = counts.merge(key, 1, Integer::sum);
        if (now > most) {
            giveBack(key);
            return false;
        }
        channel.closeFuture().addListener(closed -> giveBack(key));
        return true;
    }

    private void giveBack(String key) {
        counts.computeIfPresent(key, (same, n) -> n == 1 ? null : n - 1);
    }

    /** @return what stands for a connection's source: its address, for IPv6 its /64 */
    static String source(Channel channel) {
        InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        byte[] bytes = address.getAddress();
        return bytes.length > 4
                ? HexFormat.of().formatHex(bytes, 0, IPV6_NETWORK_BYTES) + "/64"
                : address.getHostAddress();
    }
}
