package dev.periscope.client.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.client.outgoing.Asker;
import dev.periscope.tunnel.message.ResolveAnswer;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsAnswersTest {
    private static final int NO_ERROR = 0;
    private static final int SERVER_FAILURE = 2;
    private static final int NO_SUCH_NAME = 3;

    private final Names names = new Names();
    private final DnsAnswers answers = names.answers();

    private byte[] ask(byte[] query, boolean datagram) {
        return answers.answer(new Asker(1, "test"), query, datagram)
                .toCompletableFuture()
                .join();
    }

    private Answer ask(byte[] query) {
        return Answer.read(ask(query, true));
    }

    private static ResolveAnswer found(String... addresses) {
        return new ResolveAnswer.Found(
                "full",
                List.of(),
                Stream.of(addresses)
                        .map(InetAddress::ofLiteral)
                        .map(address -> new ResolveAnswer.Address(address, 30))
                        .toList());
    }

    @Test
    void addressesComeFromThePodUnderTheIdAsked() {
        names.pod("db.shop", found("10.96.0.9", "10.96.0.10"));

        assertThat(ask(Question.of("db.shop", Question.A)))
                .isEqualTo(new Answer(Question.ID, true, false, NO_ERROR, List.of("10.96.0.9", "10.96.0.10")));
    }

    @Test
    void eachFamilyGetsItsOwnAddresses() {
        names.pod("db.shop", found("10.96.0.9", "fd00::9"));

        assertThat(ask(Question.of("db.shop", Question.AAAA)).addresses()).containsExactly("fd00:0:0:0:0:0:0:9");
        assertThat(ask(Question.of("db.shop", Question.A)).addresses()).containsExactly("10.96.0.9");
    }

    @Test
    void namesThatStayLocalAreTheMachines() {
        assertThat(ask(Question.of("printer.local", Question.A)).addresses()).containsExactly("192.0.2.9");
        assertThat(ask(Question.of("printer.local", Question.AAAA)))
                .isEqualTo(new Answer(Question.ID, true, false, NO_ERROR, List.of()));
        assertThat(ask(Question.of("nobody.local", Question.A)).code()).isEqualTo(NO_SUCH_NAME);
    }

    static Stream<Arguments> withoutAddresses() {
        return Stream.of(
                Arguments.of(new ResolveAnswer.NoSuchName(), NO_SUCH_NAME),
                Arguments.of(new ResolveAnswer.Denied("*.x"), NO_SUCH_NAME),
                Arguments.of(new ResolveAnswer.NoData("db.shop"), NO_ERROR),
                Arguments.of(new ResolveAnswer.ServerFailure("SERVFAIL"), SERVER_FAILURE),
                Arguments.of(new ResolveAnswer.TimedOut("no link"), SERVER_FAILURE));
    }

    @ParameterizedTest
    @MethodSource("withoutAddresses")
    void whatThePodDoesNotKnowHasItsCode(ResolveAnswer answer, int code) {
        names.pod("db.shop", answer);

        assertThat(ask(Question.of("db.shop", Question.A)))
                .isEqualTo(new Answer(Question.ID, true, false, code, List.of()));
    }

    @Test
    void deniedNamesDoNotExistWhateverIsAsked() {
        names.pod("db.denied", found("10.96.0.9"));

        assertThat(ask(Question.of("db.denied", Question.A)).code()).isEqualTo(NO_SUCH_NAME);
        assertThat(ask(Question.of("db.denied", Question.TXT)).code()).isEqualTo(NO_SUCH_NAME);
    }

    @Test
    void otherTypesGoWholeToTheNameServerOfTheirSide() {
        byte[] remote = Question.of("db.shop", Question.TXT);
        byte[] local = Question.of("printer.local", Question.TXT);

        assertThat(ask(remote, true)).hasSize(remote.length + 1).endsWith(Names.POD);
        assertThat(ask(local, true)).hasSize(local.length + 1).endsWith(Names.MACHINE);
    }

    @Test
    void aMachineWithoutANameServerIsAServerFailure() {
        assertThat(ask(Question.of("lost.local", Question.TXT)).code()).isEqualTo(SERVER_FAILURE);
    }

    @Test
    void aReplyThatDoesNotFitIntoADatagramIsTruncatedAndWholeOverTcp() {
        String[] many = IntStream.range(0, 60).mapToObj(i -> "10.96.1." + i).toArray(String[]::new);
        names.pod("db.shop", found(many));

        assertThat(ask(Question.of("db.shop", Question.A)))
                .isEqualTo(new Answer(Question.ID, true, true, NO_ERROR, List.of()));
        assertThat(ask(Question.withPayload("db.shop", Question.A, 1_232)).addresses())
                .hasSize(60);
        assertThat(Answer.read(ask(Question.of("db.shop", Question.A), false)).addresses())
                .hasSize(60);
    }

    @Test
    void theRootHasNoAddresses() {
        assertThat(ask(Question.of("", Question.A)).code()).isEqualTo(NO_SUCH_NAME);
    }

    @Test
    void namesAreAskedForUpToTheLongestThereIs() {
        String label = "a".repeat(63) + ".";
        String longest = label.repeat(3) + "b".repeat(61);
        names.pod(longest, found("10.96.0.9"));

        assertThat(ask(Question.of(longest, Question.A)).addresses()).containsExactly("10.96.0.9");
        assertThat(ask(Question.of(longest + "b", Question.A), true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 12, 20, 24})
    void aQueryThatIsCutOffGetsNoReply(int length) {
        assertThat(ask(Arrays.copyOf(Question.of("db.shop", Question.A), length), true))
                .isEmpty();
    }

    @Test
    void whatIsNoQueryOfOneQuestionOfTheInternetGetsNoReply() {
        byte[] query = Question.of("db.shop", Question.A);

        assertThat(ask(with(query, 2, 0x81), true)).as("a response").isEmpty();
        assertThat(ask(with(query, 2, 0x29), true)).as("an update").isEmpty();
        assertThat(ask(with(query, 5, 2), true)).as("two questions").isEmpty();
        assertThat(ask(with(query, query.length - 1, 3), true)).as("class CH").isEmpty();
        assertThat(ask(with(query, 12, 0xc0), true)).as("a pointer").isEmpty();
    }

    private static byte[] with(byte[] message, int at, int value) {
        byte[] changed = message.clone();
        changed[at] = (byte) value;
        return changed;
    }
}
