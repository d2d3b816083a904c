package dev.periscope.agent.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentRulesTest {

    private static final Map<String, String> WORKLOAD = Map.of(
            "DB_URL", "jdbc:postgresql://postgres.shop.svc/shop",
            "AWS_REGION", "eu-central-1",
            "AWS_SECRET_ACCESS_KEY", "s3cret",
            "PATH", "/usr/bin",
            "LD_PRELOAD", "/lib/x.so",
            "JAVA_TOOL_OPTIONS", "-javaagent:/x.jar");

    @Test
    void withoutListsEverythingButTheBuiltInExclusionsIsGiven() {
        EnvironmentRules rules = new EnvironmentRules(List.of(), List.of(), Set.of());

        assertThat(rules.select(WORKLOAD)).containsOnlyKeys("AWS_REGION", "AWS_SECRET_ACCESS_KEY", "DB_URL");
    }

    @Test
    void excludeWinsOverInclude() {
        EnvironmentRules rules = new EnvironmentRules(List.of("AWS_*", "DB_URL"), List.of("*_KEY"), Set.of());

        assertThat(rules.select(WORKLOAD)).containsOnlyKeys("AWS_REGION", "DB_URL");
    }

    @Test
    void whatIsWithheldIsNeverGiven() {
        EnvironmentRules rules =
                new EnvironmentRules(List.of("*"), List.of(), Set.of("AWS_SECRET_ACCESS_KEY", "AWS_REGION"));

        assertThat(rules.select(WORKLOAD)).containsOnlyKeys("DB_URL");
    }

    @Test
    void namingABuiltInExclusionDoesNotBringItBack() {
        EnvironmentRules rules = new EnvironmentRules(List.of("PATH", "LD_PRELOAD"), List.of(), Set.of());

        assertThat(rules.select(WORKLOAD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*, ANY, true",
        "AWS_*, AWS_, true",
        "AWS_*, AW, false",
        "*_KEY, A_KEY, true",
        "*_KEY, A_KEYS, false",
        "A?C, ABC, true",
        "A?C, AC, false",
        "*A*B*, xAyBz, true",
        "*A*B*, xByAz, false",
        "a, A, false",
        "**, X, true"
    })
    void globs(String pattern, String name, boolean matches) {
        assertThat(new Glob(pattern).matches(name)).isEqualTo(matches);
    }
}
