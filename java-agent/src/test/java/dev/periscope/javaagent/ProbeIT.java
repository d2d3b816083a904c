package dev.periscope.javaagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way of the JDK to connect or resolve, on every Java found and with every preference among address families. */
final class ProbeIT {
    private static final String FOUR_ONLY = "-Djava.net.preferIPv4Stack=true";
    private static final String SIX_FIRST = "-Djava.net.preferIPv6Addresses=true";

    static Stream<Arguments> javasAndFamilies() {
        return Jdks.all().entrySet().stream()
                .flatMap(jdk -> Stream.of(List.<String>of(), List.of(FOUR_ONLY), List.of(SIX_FIRST))
                        .map(options -> Arguments.of(jdk.getKey(), jdk.getValue(), options)));
    }

    @ParameterizedTest(name = "Java {0} {2}")
    @MethodSource("javasAndFamilies")
    void everyConnectAndLookUpAsksTheClientAndGoesWhereItSays(int release, Path jdk, List<String> options)
            throws Exception {
        Run run = Run.of(jdk, options, AgentJar.classPath(), "streams,names,datagrams,faults");

        assertThat(run.outcomes()).containsExactlyInAnyOrderEntriesOf(expected(options));
        assertThat(run.stderr()).isEmpty();
        assertThat(run.asked())
                .contains(
                        "CONNECT tcp 192.0.2.10 8080",
                        "CONNECT tcp 192.0.2.10 8080 host=inventory.shop.svc",
                        "CONNECT tcp 192.0.2.10 8080 nb=1",
                        "CONNECT tcp 192.0.2.10 8080 wait=5000",
                        "CONNECT udp 192.0.2.20 7000",
                        "CONNECT udp 127.0.0.53 53")
                .noneMatch(line -> line.startsWith("CONNECT tcp 127.") && !line.contains(".shop.svc"))
                .noneMatch(line -> line.contains("localhost"));
    }

    @Test
    void theSocketsOfBeforeAreInterceptedWhereAJavaStillHasThem() throws Exception {
        Path jdk = Jdks.all().get(17);
        Assumptions.assumeTrue(jdk != null, "no Java 17 here");

        Run run = Run.of(jdk, List.of("-Djdk.net.usePlainSocketImpl"), AgentJar.classPath(), "streams");

        assertThat(run.outcomes())
                .hasEntrySatisfying("socket by name", is -> assertThat(is).startsWith("is cluster 127.0.0.1"))
                .hasEntrySatisfying(
                        "socket with a time-out", is -> assertThat(is).startsWith("is cluster"))
                .containsEntry("socket to loopback", "is machine 127.0.0.1");
    }

    private static Map<String, String> expected(List<String> options) throws IOException {
        Map<String, String> outcomes = new HashMap<>(outcomes("jdk-outcomes.tsv"));
        if (options.contains(FOUR_ONLY)) {
            outcomes.put("socket over IPv6", "is switched off");
            outcomes.put("name of two families", "is 192.0.2.10");
        } else if (options.contains(SIX_FIRST)) {
            outcomes.put("name of two families", "is 2001:db8:0:0:0:0:0:10,192.0.2.10");
        }
        return outcomes;
    }

    static Map<String, String> outcomes(String file) throws IOException {
        Map<String, String> outcomes = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources", file))) {
            String[] parts = line.split("\t", 2);
            outcomes.put(parts[0], parts[1].replace('\t', ' '));
        }
        return outcomes;
    }
}
