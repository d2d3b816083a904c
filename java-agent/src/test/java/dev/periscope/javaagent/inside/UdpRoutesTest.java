package dev.periscope.javaagent.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

final class UdpRoutesTest {
    private final ScriptedClient client = ScriptedClient.answering("VIA 1 127.0.0.1 4000");
    private final Clock clock = new Clock();
    private final UdpRoutes routes = new UdpRoutes(client, clock);
    private final InetSocketAddress peer = new InetSocketAddress("192.0.2.20", 7_000);

    @Test
    void aPeerIsAskedAboutOnceWhileItIsUsed() throws IOException {
        for (int i = 0; i < 10; i++) {
            assertThat(routes.route(peer)).isEqualTo(new InetSocketAddress("127.0.0.1", 4_000));
            clock.now += 29_000_000_000L;
        }

        assertThat(client.asked).containsExactly("CONNECT udp 192.0.2.20 7000");
    }

    @Test
    void aPeerIsAskedAboutAgainWhenItHasBeenIdle() throws IOException {
        routes.route(peer);
        clock.now += 30_000_000_000L;
        client.answer = "VIA 1 127.0.0.1 4001";

        assertThat(routes.route(peer)).isEqualTo(new InetSocketAddress("127.0.0.1", 4_001));
        assertThat(client.asked).hasSize(2);
    }

    @Test
    void aDatagramFromARelayIsFromItsPeer() throws IOException {
        routes.route(peer);

        assertThat(routes.peer(new InetSocketAddress("127.0.0.1", 4_000))).isEqualTo(peer);
        assertThat(routes.peer(new InetSocketAddress("127.0.0.1", 4_009)))
                .isEqualTo(new InetSocketAddress("127.0.0.1", 4_009));
    }

    @Test
    void loopbackMulticastAndBroadcastStay() throws IOException {
        for (String address :
                new String[] {"127.0.0.1", "::1", "224.0.0.251", "ff02::fb", "255.255.255.255", "0.0.0.0"}) {
            InetSocketAddress target = new InetSocketAddress(address, 53);
            assertThat(routes.route(target)).isSameAs(target);
        }
        assertThat(client.asked).isEmpty();
    }

    @Test
    void aStubResolverOnLoopbackIsAskedAbout() throws IOException {
        assertThat(routes.route(new InetSocketAddress("127.0.0.53", 53)).getPort())
                .isEqualTo(4_000);
        assertThat(routes.route(new InetSocketAddress("127.0.0.53", 54)).getPort())
                .isEqualTo(54);
    }

    @Test
    void aRefusalIsAskedForEachTime() {
        client.answer = "DENY 1 by rule";

        assertThatThrownBy(() -> routes.route(peer))
                .isInstanceOf(ConnectException.class)
                .hasMessage("Connection refused: by rule");
        assertThatThrownBy(() -> routes.route(peer)).isInstanceOf(ConnectException.class);
        assertThat(client.asked).hasSize(2);
    }

    @Test
    void theTableIsBounded() throws IOException {
        for (int port = 1; port <= 10_000; port++) {
            routes.route(new InetSocketAddress("192.0.2.20", port));
        }
        clock.now += 60_000_000_000L;
        routes.route(peer);
        routes.route(peer);

        assertThat(client.asked).hasSize(10_001);
    }

    private static final class Clock extends Ticker {
        private long now;

        @Override
        long nanos() {
            return now;
        }
    }
}
