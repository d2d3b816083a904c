package dev.periscope.client.local;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any line is a request within its bounds, or says what was expected. */
class RequestLineFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void parse(byte[] data) {
        String line = new String(data, StandardCharsets.UTF_8);
        switch (RequestLine.parse(line)) {
            case LocalRequest.Hello hello ->
                check(
                        hello.version() >= 1
                                && hello.pid() >= 0
                                && !hello.mechanism().isEmpty(),
                        line);
            case LocalRequest.Resolve resolve -> {
                id(resolve.id());
                check(!resolve.name().isEmpty() && resolve.name().length() <= 1_024, line);
                check(resolve.name().indexOf(' ') < 0, line);
            }
            case LocalRequest.Connect connect -> {
                id(connect.id());
                check(connect.port() >= 0 && connect.port() <= 65_535, line);
                check(connect.host().stream().allMatch(host -> !host.isEmpty() && host.length() <= 1_024), line);
                if (connect.patience() instanceof LocalRequest.Patience.Limited limited) {
                    check(limited.limit().isPositive(), line);
                }
            }
            case LocalRequest.Peer peer -> {
                id(peer.id());
                check(peer.port() >= 1 && peer.port() <= 65_535, line);
            }
            case LocalRequest.Broken broken -> check(line.contains(broken.text()), line);
            case LocalRequest.Malformed malformed -> check(!malformed.expected().isBlank(), line);
        }
    }

    private static void id(String id) {
        check(id.matches("[0-9A-Za-z]{1,20}"), id);
    }

    private static void check(boolean holds, String got) {
        if (!holds) {
            throw new AssertionError(got);
        }
    }
}
