package dev.periscope.tunnel.link;

import dev.periscope.tunnel.testing.Dialer;
import dev.periscope.tunnel.testing.Exchange;
import dev.periscope.tunnel.testing.LinkPair;
import dev.periscope.tunnel.testing.NoLeaks;
import dev.periscope.tunnel.testing.Peers;
import dev.periscope.tunnel.testing.Wire;
import dev.periscope.tunnel.tls.TlsProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every byte is checked, both ways at once: other tunnels corrupt or deadlock exactly here. */
@ExtendWith(NoLeaks.class)
@Timeout(120)
class TransferTest {

    private static final int MIB = 1 << 20;

    static Stream<Arguments> wiresAndStreams() {
        return Stream.of(Wire.clear(), Wire.with(TlsProvider.BoringSSL), Wire.with(TlsProvider.JDK))
                .flatMap(wire -> Stream.of(
                        Arguments.of(wire, 1, 8 * MIB), Arguments.of(wire, 8, MIB), Arguments.of(wire, 64, MIB / 8)));
    }

    @ParameterizedTest
    @MethodSource("wiresAndStreams")
    void bytesArriveExactlyInBothDirectionsAtOnce(Wire wire, int streams, int bytes) throws Exception {
        transfer(wire, streams, new Exchange(1, 2, bytes, bytes, Exchange.Pace.full()));
    }

    @ParameterizedTest
    @MethodSource("wiresAndStreams")
    void bytesArriveExactlyInOneDirection(Wire wire, int streams, int bytes) throws Exception {
        transfer(wire, streams, new Exchange(1, 2, bytes, 0, Exchange.Pace.full()));
        transfer(wire, streams, new Exchange(1, 2, 0, bytes, Exchange.Pace.full()));
    }

    static Stream<Arguments> tinyWires() {
        // Buffers this small make TCP itself slow (it probes and delays), hence the small amounts.
        return Stream.of(Wire.clear(), Wire.with(TlsProvider.BoringSSL))
                .flatMap(wire -> Stream.of(
                        Arguments.of(wire.tiny(4 << 10), 1, MIB / 8),
                        Arguments.of(wire.tiny(4 << 10), 8, MIB / 64),
                        Arguments.of(wire.tiny(4 << 10), 64, MIB / 512)));
    }

    @ParameterizedTest
    @MethodSource("tinyWires")
    void partialWritesOfTinySocketBuffersLoseNothing(Wire wire, int streams, int bytes) throws Exception {
        transfer(wire, streams, new Exchange(3, 4, bytes, bytes, Exchange.Pace.full()));
    }

    private static void transfer(Wire wire, int streams, Exchange application) throws Exception {
        try (Peers peers = new Peers(wire.socketBuffer());
                LinkPair pair = LinkPair.up(wire, new Dialer(wire.socketBuffer()))) {
            peers.exchange(pair.forward(peers.server()), streams, application, application.mirrored());
        }
    }
}
