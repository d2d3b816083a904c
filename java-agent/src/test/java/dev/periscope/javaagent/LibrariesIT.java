package dev.periscope.javaagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Netty with its native transports, and client libraries that bring their own ways to connect, on every Java found. */
final class LibrariesIT {
    static Stream<Arguments> javas() {
        return Jdks.all().entrySet().stream().map(jdk -> Arguments.of(jdk.getKey(), jdk.getValue()));
    }

    @ParameterizedTest(name = "Java {0}")
    @MethodSource("javas")
    void netty41AsksTheClientOnEveryTransport(int release, Path jdk) throws Exception {
        Run run = Run.of(jdk, List.of(), AgentJar.classPath(Path.of("target/probe/netty41/*")), "netty");

        assertThat(run.outcomes()).containsExactlyInAnyOrderEntriesOf(ProbeIT.outcomes("netty-outcomes.tsv"));
    }

    @ParameterizedTest(name = "Java {0}")
    @MethodSource("javas")
    void netty42AsksTheClientOnEveryTransportAndFindsNoIoUring(int release, Path jdk) throws Exception {
        Run run = Run.of(jdk, List.of(), AgentJar.classPath(Path.of("target/probe/netty42/*")), "netty");

        Map<String, String> expected = new TreeMap<>(ProbeIT.outcomes("netty-outcomes.tsv"));
        expected.put(
                "io_uring",
                "is false java.lang.UnsupportedOperationException: io_uring is switched off while Periscope intercepts this program; epoll and NIO work");
        assertThat(run.outcomes()).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @ParameterizedTest(name = "Java {0}")
    @MethodSource("javas")
    void clientLibrariesReachTheCluster(int release, Path jdk) throws Exception {
        Run run = Run.of(jdk, List.of(), AgentJar.classPath(Path.of("target/probe/clients/*")), "clients");

        assertThat(run.outcomes()).containsExactlyInAnyOrderEntriesOf(ProbeIT.outcomes("clients-outcomes.tsv"));
    }
}
