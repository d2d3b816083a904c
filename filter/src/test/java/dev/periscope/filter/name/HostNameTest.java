package dev.periscope.filter.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostNameTest {
    @Test
    void namesAreComparedWithoutCaseInAscii() {
        assertThat(HostName.of("BÜCHER.Example")).isEqualTo(HostName.of("xn--bcher-kva.example"));
        assertThat(HostName.of("bücher。example.")).hasToString("xn--bcher-kva.example.");
        assertThat(HostName.of("db.")).isNotEqualTo(HostName.of("db"));
        assertThat(HostName.of("db.").sameAs(HostName.of("DB"))).isTrue();
    }

    @Test
    void labelsCountFromTheRight() {
        HostName name = HostName.of("a.b.c.");
        assertThat(IntStream.range(0, name.labelCount()).mapToObj(name::label)).containsExactly("c", "b", "a");
        assertThat(HostName.of("").labelCount()).isZero();
        assertThat(HostName.of(".").labelCount()).isZero();
    }

    @Test
    void aNameLiesBelowWholeLabelsOnly() {
        HostName suffix = HostName.of("corp.example");
        assertThat(suffix.isAbove(HostName.of("a.corp.example."))).isTrue();
        assertThat(suffix.isAbove(HostName.of("xcorp.example"))).isFalse();
        assertThat(suffix.isAbove(suffix)).isFalse();
    }

    @Test
    void aSearchListCompletesNamesThatAreNotAbsolute() {
        SearchList search = SearchList.of(List.of("Shop.SVC.", "svc", "svc", ""));
        assertThat(search.expand(HostName.of("db")))
                .extracting(HostName::text)
                .containsExactly("db", "db.shop.svc", "db.svc");
        assertThat(search.expand(HostName.of("db."))).containsExactly(HostName.of("db."));
    }

    @Test
    void aSearchListIsBounded() {
        List<String> many = IntStream.rangeClosed(0, SearchList.MAX_SUFFIXES)
                .mapToObj(i -> "s" + i)
                .toList();
        assertThatIllegalArgumentException().isThrownBy(() -> SearchList.of(many));
        assertThat(SearchList.of(List.of("a.".repeat(50_000) + "b")).suffixes()).isEmpty();
    }

    @Test
    void localNamesAreComparedWhole() {
        LocalNames names = LocalNames.of(List.of("Devbox", "licence.corp.example.", ""));
        assertThat(names.contains(HostName.of("DEVBOX."))).isTrue();
        assertThat(names.contains(HostName.of("licence"))).isFalse();
        assertThat(names.names()).containsExactlyInAnyOrder("devbox", "licence.corp.example");
    }
}
