package dev.periscope.javaagent.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailureTest {
    @ParameterizedTest
    @CsvSource({
        "ECONNREFUSED, false, java.net.ConnectException: Connection refused",
        "ETIMEDOUT, false, java.net.ConnectException: Connection timed out",
        "ETIMEDOUT, true, java.net.SocketTimeoutException: Connect timed out",
        "EHOSTUNREACH, false, java.net.NoRouteToHostException: No route to host",
        "ENETUNREACH, false, java.net.SocketException: Network is unreachable",
        "ECONNRESET, false, java.net.SocketException: Connection reset",
        "EPIPE, false, java.net.ConnectException: Connection refused: EPIPE",
    })
    void isWordedAsAPlainJvmWouldAndExplainedByItsCause(String errno, boolean timed, String expected) {
        IOException failure = Failure.remote(errno + " seen from the pod", timed);

        assertThat(failure).hasToString(expected).cause().hasMessage("seen from the pod");
        assertThat(Failure.remote(errno, timed)).hasToString(expected).hasNoCause();
    }
}
