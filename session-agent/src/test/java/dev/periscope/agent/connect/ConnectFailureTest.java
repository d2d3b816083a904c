package dev.periscope.agent.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.periscope.agent.LoopThread;
import dev.periscope.tunnel.message.Errno;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class ConnectFailureTest {

    private static ConnectFailure failureOf(Sockets sockets, String address, int port) {
        InetSocketAddress to = new InetSocketAddress(InetAddress.ofLiteral(address), port);
        var connecting = sockets.tcp()
                .handler(new ChannelInboundHandlerAdapter())
                .connect(to)
                .awaitUninterruptibly();
        connecting.channel().close();
        return ConnectFailure.of(connecting.cause());
    }

    @Test
    void whatTheKernelSaidIsTold() {
        try (LoopThread loop = new LoopThread()) {
            Sockets sockets = new Sockets(loop.loop());

            assertThat(failureOf(sockets, "127.0.0.1", 1))
                    .isEqualTo(new ConnectFailure(Errno.CONNECTION_REFUSED, "Connection refused"));
        }
    }

    @Test
    void aNetworkWithoutARouteIsToldApartFromASilentHost() {
        // Nothing is sent: without any IPv6 network the kernel knows no way to the prefix for documentation.
        assumeThat(hasIpv6Network()).isFalse();
        try (LoopThread loop = new LoopThread()) {
            assertThat(failureOf(new Sockets(loop.loop()), "2001:db8::1", 9))
                    .isEqualTo(new ConnectFailure(Errno.NETWORK_UNREACHABLE, "Network is unreachable"));
        }
    }

    private static boolean hasIpv6Network() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .anyMatch(address -> address instanceof Inet6Address && !address.isLoopbackAddress());
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void wordsOfTheSystemAreRecognised() {
        assertThat(errno(new ConnectTimeoutException("x"))).isEqualTo(Errno.TIMED_OUT);
        assertThat(errno(new ConnectException("Connection timed out"))).isEqualTo(Errno.TIMED_OUT);
        assertThat(errno(new NoRouteToHostException("No route to host"))).isEqualTo(Errno.HOST_UNREACHABLE);
        assertThat(errno(new SocketException("Network is unreachable"))).isEqualTo(Errno.NETWORK_UNREACHABLE);
        assertThat(errno(new SocketException("Permission denied"))).isEqualTo(Errno.NOT_PERMITTED);
        assertThat(ConnectFailure.of(new IOException("strange"))).isEqualTo(new ConnectFailure(Errno.OTHER, "strange"));
    }

    private static Errno errno(Throwable failure) {
        return ConnectFailure.of(failure).errno();
    }
}
