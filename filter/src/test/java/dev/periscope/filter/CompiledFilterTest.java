package dev.periscope.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.periscope.filter.entry.SyntaxCode;
import dev.periscope.filter.name.HostName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompiledFilterTest {
    private static List<FilterError> errors(OutgoingFilter filter, PolicyPart... policies) {
        return CompiledFilter.compile(filter, List.of(policies))
                        instanceof Compilation.Refused(List<FilterError> errors)
                ? errors
                : List.of();
    }

    @Test
    void everyFaultIsReportedAtOnce() {
        OutgoingFilter filter = OutgoingFilter.of(List.of("a:0", "b"), List.of("b", "10.0.0.1/8"), List.of("", "b"))
                .withRedirect(Map.of("*", "also:80-90"));
        PolicyPart policy = new PolicyPart("team", true, List.of("x!"), List.of(), List.of("y:0"));

        assertThat(errors(filter, policy))
                .extracting(error -> error.path() + " " + error.code().text())
                .containsExactly(
                        "spec.outgoing.filter.local[0] port",
                        "spec.outgoing.filter.remote[1] host-bits",
                        "spec.outgoing.filter.deny[0] empty",
                        "spec.outgoing.filter.remote[0] conflict",
                        "spec.outgoing.filter.deny[1] conflict",
                        "spec.outgoing.filter.deny[1] conflict",
                        "spec.outgoing.redirect[*] destination",
                        "spec.outgoing.redirect[*] destination",
                        "clusterpolicy/team: spec.outgoing.deny[0] name",
                        "clusterpolicy/team: spec.outgoing.remote[0] port");
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(
                        () -> CompiledFilter.compile(filter, List.of(policy)).orElseThrow())
                .satisfies(e -> assertThat(e.errors()).hasSize(10))
                .withMessageContaining("spec.outgoing.filter.local[0]: \"a:0\", position 2 (port): expected a port");
    }

    @Test
    void aConflictNamesBothPlaces() {
        FilterError error = errors(OutgoingFilter.of(List.of("x", "API"), List.of(), List.of("api")))
                .getFirst();
        assertThat(error.path()).isEqualTo("spec.outgoing.filter.deny[0]");
        assertThat(error.message()).contains("spec.outgoing.filter.local[1]", "\"api\"", "conflict");
    }

    @Test
    void aPolicyIsCheckedByItself() {
        assertThat(CompiledFilter.check(new PolicyPart("team", false, List.of("a"), List.of("b:0"), List.of())))
                .extracting(FilterError::path)
                .containsExactly("spec.outgoing.mustBeLocal[0]");
    }

    @Test
    void redirectsOfTheSameDestinationAreRefused() {
        Map<String, String> redirects = new LinkedHashMap<>();
        redirects.put("DB:5432", "127.0.0.1");
        redirects.put("db:5432", "127.0.0.2");
        FilterError error = errors(OutgoingFilter.NONE.withRedirect(redirects)).getFirst();
        assertThat(error.path()).isEqualTo("spec.outgoing.redirect[db:5432]");
        assertThat(error.code()).isEqualTo(SyntaxCode.CONFLICT);
        assertThat(error.message()).contains("DB:5432");
    }

    @Test
    void redirectsTakeExactKeysAndSimpleValues() {
        for (String key : List.of("*", "*.db", "10.0.0.0/8", ":80", "tcp://")) {
            assertThat(errors(OutgoingFilter.NONE.withRedirect(Map.of(key, "a"))))
                    .as(key)
                    .extracting(FilterError::code)
                    .containsExactly(SyntaxCode.DESTINATION);
        }
        for (String value : List.of("*", "*.db", "10.0.0.0/8", ":80", "tcp://a", "a:1,2", "a:1-2")) {
            assertThat(errors(OutgoingFilter.NONE.withRedirect(Map.of("db", value))))
                    .as(value)
                    .extracting(FilterError::code)
                    .containsExactly(SyntaxCode.DESTINATION);
        }
    }

    @Test
    void countsAreBounded() {
        List<String> many = Collections.nCopies(CompiledFilter.MAX_ENTRIES + 1, "a");
        assertThat(errors(OutgoingFilter.of(many, List.of(), List.of()))
                        .getFirst()
                        .path())
                .isEqualTo("spec.outgoing.filter.local[16384]");
        List<PolicyPart> policies = IntStream.rangeClosed(0, CompiledFilter.MAX_POLICIES)
                .mapToObj(i -> new PolicyPart("p" + i, false, List.of(), List.of(), List.of()))
                .toList();
        assertThat(CompiledFilter.compile(OutgoingFilter.NONE, policies)).isInstanceOf(Compilation.Refused.class);
    }

    @Test
    void clusterWidePoliciesComeFirstAndAreToldApart() {
        PolicyPart cluster = new PolicyPart("z", true, List.of("db"), List.of(), List.of());
        PolicyPart team = new PolicyPart("a", false, List.of("db"), List.of(), List.of());
        CompiledFilter compiled = CompiledFilter.compile(OutgoingFilter.NONE, List.of(team, cluster))
                .orElseThrow();
        assertThat(compiled.canonicalJson())
                .isEqualTo("{\"policies\":[{\"deny\":[\"db\"],\"name\":\"clusterpolicy/z\"},"
                        + "{\"deny\":[\"db\"],\"name\":\"a\"}]}");
    }

    @Test
    void theNamesOfPoliciesAreKnownToWhoResolvesThem() {
        PolicyPart one =
                new PolicyPart("a", false, List.of("db:22", "*.svc", "10.0.0.1"), List.of("cache"), List.of("web"));
        PolicyPart other = new PolicyPart("b", false, List.of("tcp://db", "db."), List.of(), List.of());
        assertThat(CompiledFilter.compile(OutgoingFilter.NONE, List.of(one, other))
                        .orElseThrow()
                        .policyNames())
                .extracting(HostName::toString)
                .containsExactly("db", "cache", "db.");
    }
}
