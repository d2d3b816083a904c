package dev.periscope.tunnel.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.testing.Dialer;
import dev.periscope.tunnel.testing.NoLeaks;
import dev.periscope.tunnel.testing.RawClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What breaks the protocol ends the link, says why, and takes no memory first. */
@ExtendWith(NoLeaks.class)
@Timeout(30)
class MalformedFrameTest {

    private static final int HELLO = 0x01;
    private static final int GOAWAY = 0x04;
    private static final int OPENED = 0x11;

    private static final LinkOptions OPTIONS = LinkOptions.standard();

    /** OPEN of stream 1 to 127.0.0.1:9 with a window of 64 KiB. */
    private static final String OPEN = "1000000d 00000001 01 00 0009 00010000 04 7f000001";

    /** Accepts every flow and lets its bytes lie. */
    private static final class Accepting extends Dialer {
        Accepting() {
            super(0);
        }

        @Override
        public void open(OpenRequest request, PendingStream stream) {
            stream.accept(Optional.empty());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "unknown type,                  7f000000 00000000,                              frame type 0x7f is unknown",
        "second hello,                  01000004 00000000 50534350,                     HELLO: expected once",
        "ping too long,                 02000009 00000000,                              PING: expected a body of at most 8",
        "config of 16 MiB,              25ffffff 00000000,                              CONFIG_ACK: expected a body of at most 256",
        "data of 16 MiB,                13ffffff 00000001,                              DATA: expected a body of at most 262144",
        "open too short,                10000002 00000001 0100,                         OPEN: expected at least 9 bytes",
        "open with 5 byte address,      1000000e 00000001 01000009 00010000 05 0102030405, OPEN: expected an address",
        "open of transport 9,           1000000d 00000001 09000009 00010000 04 7f000001, OPEN: transport 9 is neither",
        "open of port 0,                1000000d 00000001 01000000 00010000 04 7f000001, OPEN: expected a port",
        "field beyond its body,         20000008 00000001 01000009 00000000,            a field of 9 bytes does not fit",
        "data for a stream never open,  13000001 00000009 00,                           there never was a stream 9",
        "credit of 2 bytes,             14000002 00000001 0001,                         CREDIT: expected 4 bytes",
        "what an agent sends,           11000004 00000001 00010000,                     OPENED: a client does not send it",
        "resolve of unknown kind,       20000005 00000001 01000001 63,                  RESOLVE: kind 99",
        "name of 0 characters,          20000005 00000001 01000001 01,                  expected a name of 1..253",
    })
    void endsTheLinkWithTheReason(String fault, String bytes, String reason) throws Exception {
        Dialer agent = new Accepting();
        try (RawClient client = new RawClient(OPTIONS, agent)) {
            client.send(RawClient.HELLO);
            assertThat(client.next().type()).isEqualTo(HELLO);
            client.send(bytes);
            RawClient.Frame last = client.next(GOAWAY);
            assertThat(last.body()).as("reason 6, now").startsWith("000601");
            assertThat(last.text(3)).contains(reason);
            assertThat(client.isClosed()).isTrue();
            assertThat(agent.end().get(10, TimeUnit.SECONDS).reason()).isEqualTo(LinkEnd.Reason.PROTOCOL_ERROR);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "credit beyond 2 GiB,           14000004 00000001 7fffffff,                     CREDIT: stream 1",
        "credit of nothing,             14000004 00000001 00000000,                     CREDIT: stream 1",
        "the same stream again,         1000000d 00000001 01000009 00010000 04 7f000001, OPEN: stream 1 does not follow 1",
        "two ends,                      15000000 00000001 15000000 00000001,            FIN: stream 1 has ended",
        "data after the end,            15000000 00000001 13000001 00000001 00,         DATA: stream 1 has ended",
    })
    void onAnOpenStreamEndsTheLinkToo(String fault, String bytes, String reason) throws Exception {
        try (RawClient client = new RawClient(OPTIONS, new Accepting())) {
            client.send(RawClient.HELLO);
            client.send(OPEN);
            assertThat(client.next(OPENED).id()).isEqualTo(1);
            client.send(bytes);
            assertThat(client.next(GOAWAY).text(3)).contains(reason);
        }
    }

    @Test
    void moreBytesThanCreditEndTheLink() throws Exception {
        try (RawClient client = new RawClient(OPTIONS, new Accepting())) {
            client.send(RawClient.HELLO);
            client.send(OPEN);
            assertThat(client.next(OPENED).body()).as("a window of 256 KiB").isEqualTo("00040000");
            client.send("13040000 00000001" + "00".repeat(256 << 10));
            client.send("13000001 00000001 00");
            assertThat(client.next(GOAWAY).text(3)).contains("1 bytes more than the credit");
        }
    }

    @Test
    void framesOfALaterVersionAreSkipped() throws Exception {
        try (RawClient client = new RawClient(OPTIONS, new Accepting())) {
            client.send(RawClient.HELLO);
            client.send("80000003 00000000 010203" + "02000002 00000005 abcd");
            RawClient.Frame pong = client.next(0x03);
            assertThat(pong).isEqualTo(new RawClient.Frame(0x03, 5, "abcd"));
        }
    }

    @Test
    void unknownFieldsAreSkipped() throws Exception {
        try (RawClient client = new RawClient(OPTIONS, new Accepting())) {
            client.send(RawClient.HELLO);
            client.send("10000013 00000001 01 00 0009 00010000 04 7f000001 63000002 abcd");
            assertThat(client.next(OPENED).id()).isEqualTo(1);
        }
    }

    @Test
    void lateFramesOfAnEndedStreamAreDropped() throws Exception {
        try (RawClient client = new RawClient(OPTIONS, new Accepting())) {
            client.send(RawClient.HELLO);
            client.send(OPEN);
            client.send("16000002 00000001 0008" + "13000001 00000001 00" + "14000004 00000001 00000001"
                    + "15000000 00000001" + "02000000 00000006");
            assertThat(client.next(0x03).id()).isEqualTo(6);
        }
    }

    @Test
    void somethingElseThanAHelloIsTurnedAway() throws Exception {
        try (RawClient client = new RawClient(OPTIONS, new Accepting())) {
            client.send("47455420 2f204854 54502f31");
            assertThat(client.next(GOAWAY).text(3)).contains("frame type 0x47 is unknown");
        }
        try (RawClient client = new RawClient(OPTIONS, new Accepting())) {
            client.send("02000000 00000001");
            assertThat(client.next(GOAWAY).text(3)).contains("expected HELLO first");
        }
    }

    @Test
    void versionsThatDoNotMeetAreNamed() throws Exception {
        try (RawClient client = new RawClient(OPTIONS, new Accepting())) {
            client.send("01000010 00000000 50534350 01000002 0200 02000002 0203");
            RawClient.Frame last = client.next(GOAWAY);
            assertThat(last.body()).startsWith("000701");
            assertThat(last.text(3)).contains("1.0 to 1.0").contains("2.0 to 2.3");
        }
    }

    @Test
    void aPeerOneMinorVersionNewerIsWelcome() throws Exception {
        try (RawClient client = new RawClient(OPTIONS, new Accepting())) {
            client.send("01000010 00000000 50534350 01000002 0100 02000002 0101");
            client.send("02000000 00000001");
            assertThat(client.next(0x03).id()).isEqualTo(1);
        }
    }

    @Test
    void aPeerThatSaysNothingIsGivenUp() throws Exception {
        LinkOptions impatient = new LinkOptions(
                WindowPolicy.standard(),
                64 << 20,
                16,
                Duration.ofSeconds(4),
                Duration.ofSeconds(12),
                Duration.ofMillis(200),
                "t");
        Dialer agent = new Accepting();
        try (RawClient client = new RawClient(impatient, agent)) {
            assertThat(client.next(GOAWAY).text(3)).contains("did not say hello");
            assertThat(agent.end().get(10, TimeUnit.SECONDS).reason()).isEqualTo(LinkEnd.Reason.NO_HEARTBEAT);
        }
    }

    @Test
    void aPeerThatFallsSilentIsAskedAndThenGivenUp() throws Exception {
        LinkOptions quick = LinkOptions.standard().withHeartbeat(Duration.ofMillis(100), Duration.ofMillis(350));
        Dialer agent = new Accepting();
        try (RawClient client = new RawClient(quick, agent)) {
            client.send(RawClient.HELLO);
            assertThat(client.next(0x02).id()).as("a ping").isZero();
            assertThat(agent.end().get(10, TimeUnit.SECONDS).reason()).isEqualTo(LinkEnd.Reason.NO_HEARTBEAT);
        }
    }
}
