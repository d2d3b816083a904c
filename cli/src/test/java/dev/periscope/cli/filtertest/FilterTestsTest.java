package dev.periscope.cli.filtertest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.periscope.client.SessionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterTestsTest {
    @TempDir
    Path folder;

    private FilterTests.Report run(String json) throws IOException, SessionException {
        return FilterTests.run(Files.writeString(folder.resolve("tests.json"), json));
    }

    @Test
    void theSpecificationsOwnVectorsPass() throws SessionException {
        Path vectors = Path.of(
                System.getProperty("periscope.root", ".."),
                "filter/src/test/resources/dev/periscope/filter/filter-vectors.json");
        FilterTests.Report report = FilterTests.run(vectors);
        assertThat(report.failures()).isEmpty();
        assertThat(report.cases()).isGreaterThan(500);
    }

    @Test
    void aFailingCaseSaysWhatWasExpectedAndFound() throws Exception {
        FilterTests.Report report = run("""
                {"decisions": [{"name": "database", "search": ["shop.svc.cluster.local"], "filter": {"local": ["db"]},
                  "cases": [{"address": "10.0.0.1", "port": 5432, "names": ["db"], "side": "Remote", "entry": null},
                            {"address": "10.0.0.1", "port": 5432, "names": ["db"], "side": "Local"}]}]}
                """);
        assertThat(report.cases()).isEqualTo(2);
        assertThat(report.failures()).containsExactly("""
                decisions: database [1]: tcp 10.0.0.1 port 5432 [db]
                    side: expected Remote, found Local
                    entry: expected none, found db""");
    }

    @Test
    void aFilterThatDoesNotCompileFailsAsACase() throws Exception {
        assertThat(run("{\"dns\": [{\"name\": \"bad\", \"filter\": {\"local\": [\"db:0\"]}, \"cases\": []}]}")
                        .failures())
                .singleElement()
                .asString()
                .startsWith("dns: bad\n    spec.outgoing.filter.local[0]: \"db:0\", position 3 (port)");
    }

    @Test
    void aFileOfAnotherFormIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> run("{\"decisions\": {}}"))
                .isInstanceOf(SessionException.class)
                .hasMessageEndingWith("line 1, column 15: \"decisions\": expected a list, found an object.");
        assertThatThrownBy(() -> run("{"))
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("not JSON: line 1");
    }
}
