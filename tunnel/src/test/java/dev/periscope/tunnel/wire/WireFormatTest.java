package dev.periscope.tunnel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.tunnel.message.Environment;
import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.message.LinkConfig;
import dev.periscope.tunnel.message.LinkStats;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import dev.periscope.tunnel.message.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of docs/protocols/tunnel.md: they are an interface, and change only with the version. */
class WireFormatTest {

    private static final LinkConfig CONFIG = new LinkConfig(
            300,
            "ab",
            List.of("postgres"),
            List.of(),
            List.of(),
            Optional.of("Remote"),
            Map.of("a:1", "b:2"),
            "Loopback",
            "Drain",
            List.of(new LinkConfig.Policy("p", true, List.of("d"), List.of(), List.of())),
            List.of("svc"),
            5);

    static Stream<Arguments> golden() throws Exception {
        InetAddress v4 = InetAddress.getByName("10.96.0.9");
        return Stream.of(
                of("HELLO", FrameType.HELLO, 0, new Hello(new Version(1, 0), new Version(1, 0), "t")::writeTo),
                of("PING", FrameType.PING, 5, out -> {}),
                of(
                        "OPEN",
                        FrameType.OPEN,
                        1,
                        new Open(new OpenRequest(Transport.TCP, v4, 5432, Optional.of("pg")), 262_144)::writeTo),
                of(
                        "OPENED",
                        FrameType.OPENED,
                        1,
                        new Opened(262_144, Optional.of(new InetSocketAddress(v4, 40_000)))::writeTo),
                of("FAILED", FrameType.FAILED, 1, new Failure(Errno.DENIED, "deny pg")::writeTo),
                of("CREDIT", FrameType.CREDIT, 1, out -> out.writeInt(65_536)),
                of("FIN", FrameType.FIN, 1, out -> {}),
                of("RESET", FrameType.RESET, 1, new Failure(Errno.CONNECTION_RESET, "")::writeTo),
                of(
                        "RESOLVE",
                        FrameType.RESOLVE,
                        3,
                        out -> ResolveBody.write(
                                new ResolveRequest.Lookup("pg", ResolveRequest.Family.ANY, false), out)),
                of(
                        "RESOLVED",
                        FrameType.RESOLVED,
                        3,
                        out -> ResolvedBody.write(
                                new ResolveAnswer.Found(
                                        "pg.svc", List.of("c"), List.of(new ResolveAnswer.Address(v4, 30))),
                                out)),
                of("ENV_REQUEST", FrameType.ENV_REQUEST, 1, out -> {}),
                of(
                        "ENV",
                        FrameType.ENV,
                        1,
                        out -> EnvironmentBody.write(
                                new EnvironmentBody.Known(new Environment("Process", Map.of("A", "b"))), out)),
                of("CONFIG", FrameType.CONFIG, 0, out -> ConfigBody.write(CONFIG, out)),
                of("CONFIG_ACK", FrameType.CONFIG_ACK, 0, out -> HashBody.write("ab", out)),
                of("STATS", FrameType.STATS, 1, out -> StatsBody.write(new LinkStats(1, 2, 3, 256, 0, 5), out)));
    }

    private static Arguments of(String name, FrameType type, int id, FrameWriter.Body body) {
        return Arguments.of(name, type, id, body);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void everyFrameHasTheBytesOfTheDocument(String name, FrameType type, int id, FrameWriter.Body body)
            throws IOException {
        ByteBuf frame = FrameWriter.frame(UnpooledByteBufAllocator.DEFAULT, type, id, body);
        String hex = ByteBufUtil.hexDump(frame);
        frame.release();
        Path document = Path.of(System.getProperty("periscope.root", ".."), "docs/protocols/tunnel.md");
        assertThat(Files.readString(document)).contains("| `" + name + "` | `" + hex + "` |");
    }

    @Test
    void aConfigurationComesBackAsItWent() throws Exception {
        ByteBuf body = UnpooledByteBufAllocator.DEFAULT.buffer();
        ConfigBody.write(CONFIG, body);
        assertThat(ConfigBody.read(body)).isEqualTo(CONFIG);
        body.release();
    }

    @Test
    void aLongReasonIsNotCutInsideACharacter() {
        String text = "a".repeat(Failure.MAX_TEXT - 1) + "\uD83D\uDD2D";

        assertThat(new Failure(Errno.OTHER, text).text()).isEqualTo("a".repeat(Failure.MAX_TEXT - 1));
    }

    @Test
    void anAnswerWithoutAddressesIsNoData() throws Exception {
        ByteBuf body = UnpooledByteBufAllocator.DEFAULT.buffer();
        ResolvedBody.write(new ResolveAnswer.Found("pg.svc", List.of(), List.of()), body);

        assertThat(ResolvedBody.read(body)).isEqualTo(new ResolveAnswer.NoData("pg.svc"));
        body.release();
    }

    @Test
    void typesAreDocumentedWithTheirBounds() throws IOException {
        Path document = Path.of(System.getProperty("periscope.root", ".."), "docs/protocols/tunnel.md");
        String text = Files.readString(document);
        for (FrameType type : FrameType.values()) {
            assertThat(text).contains("| " + String.format("%02x", type.code()) + " | " + type + " |");
        }
    }
}
