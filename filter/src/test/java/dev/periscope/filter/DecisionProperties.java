package dev.periscope.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.filter.model.Filters;
import dev.periscope.filter.model.NaiveFilter;
import dev.periscope.filter.model.NaiveNames;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.LocalNames;
import dev.periscope.filter.name.SearchList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The compiled filter against the specification's text carried out by hand. */
class DecisionProperties {
    @Provide
    Arbitrary<OutgoingFilter> filters() {
        return Filters.filters();
    }

    @Provide
    Arbitrary<List<PolicyPart>> policies() {
        return Filters.policies();
    }

    @Provide
    Arbitrary<List<String>> searchLists() {
        return Filters.searchLists();
    }

    @Provide
    Arbitrary<Set<String>> hosts() {
        return Filters.hosts();
    }

    @Provide
    Arbitrary<List<Question>> questions() {
        return Filters.questions().list().ofSize(20);
    }

    @Provide
    Arbitrary<List<HostName>> asked() {
        return Filters.names().map(HostName::of).list().ofMinSize(1).ofMaxSize(2);
    }

    @Property(tries = 1_000)
    void aDecisionIsWhatTheSpecificationSays(
            @ForAll("filters") OutgoingFilter filter,
            @ForAll("policies") List<PolicyPart> policies,
            @ForAll("searchLists") List<String> search,
            @ForAll("hosts") Set<String> hosts,
            @ForAll("questions") List<Question> questions) {
        CompiledFilter compiled = CompiledFilter.compile(filter, policies).orElseThrow();
        Decider decider = compiled.withContext(SearchList.of(search), LocalNames.of(hosts));
        NaiveFilter naive = new NaiveFilter(compiled, search, hosts);

        assertThat(questions).allSatisfy(question -> {
            Decision decision = decider.decide(question);
            assertThat(decision).isEqualTo(naive.decide(question));
            assertThat(decider.explain(question).decision()).isEqualTo(decision);
        });
    }

    @Property(tries = 500)
    void aNameDecisionIsWhatTheSpecificationSays(
            @ForAll("filters") OutgoingFilter filter,
            @ForAll("policies") List<PolicyPart> policies,
            @ForAll("searchLists") List<String> search,
            @ForAll("hosts") Set<String> hosts,
            @ForAll("asked") List<HostName> asked) {
        CompiledFilter compiled = CompiledFilter.compile(filter, policies).orElseThrow();
        Decider decider = compiled.withContext(SearchList.of(search), LocalNames.of(hosts));
        NaiveNames naive = new NaiveNames(compiled, search, hosts, Filters.ports());
        HostName ask = asked.getFirst();
        HostName full = asked.getLast();
        List<HostName> names = ask.sameAs(full) ? List.of(ask) : asked;

        NameDecision decision = decider.decideName(ask, full);

        assertThat(decision.side()).isEqualTo(naive.side(names));
        assertThat(decision.askRemoteFirst()).isEqualTo(naive.askRemoteFirst(ask));
        assertThat(decision.loopback()).isEqualTo(decision.side() == Side.LOCAL && naive.loopback(names));
        assertThat(decider.explainName(ask, full).decision()).isEqualTo(decision.because());
    }

    @Property(tries = 200)
    void theOrderOfPoliciesNeverMatters(
            @ForAll("filters") OutgoingFilter filter,
            @ForAll("policies") List<PolicyPart> policies,
            @ForAll("questions") List<Question> questions) {
        List<PolicyPart> reversed = new ArrayList<>(policies);
        Collections.reverse(reversed);
        CompiledFilter one = CompiledFilter.compile(filter, policies).orElseThrow();
        CompiledFilter other = CompiledFilter.compile(filter, reversed).orElseThrow();

        assertThat(other).isEqualTo(one);
        assertThat(other.hash()).isEqualTo(one.hash());
        Decider first = one.withContext(SearchList.EMPTY, LocalNames.NONE);
        Decider second = other.withContext(SearchList.EMPTY, LocalNames.NONE);
        assertThat(questions)
                .allSatisfy(question -> assertThat(second.decide(question)).isEqualTo(first.decide(question)));
    }

    @Property(tries = 200)
    void aPolicyOnlyTakesAway(
            @ForAll("filters") OutgoingFilter filter,
            @ForAll("policies") List<PolicyPart> policies,
            @ForAll("questions") List<Question> questions) {
        Decider free = decider(filter, List.of());
        Decider governed = decider(filter, policies);
        assertThat(questions).allSatisfy(question -> {
            Side before = free.decide(question).side();
            Side after = governed.decide(question).side();
            assertThat(after == Side.REMOTE).isIn(before == Side.REMOTE, false);
            assertThat(before == Side.DENY).isIn(after == Side.DENY, false);
        });
    }

    private static Decider decider(OutgoingFilter filter, List<PolicyPart> policies) {
        return CompiledFilter.compile(filter, policies).orElseThrow().withContext(SearchList.EMPTY, LocalNames.NONE);
    }

    @Property(tries = 200)
    void theCanonicalFilterIsTheSameFilter(
            @ForAll("filters") OutgoingFilter filter, @ForAll("policies") List<PolicyPart> policies) {
        CompiledFilter compiled = CompiledFilter.compile(filter, policies).orElseThrow();
        OutgoingFilter canonical = new OutgoingFilter(
                compiled.local().stream().map(Object::toString).toList(),
                compiled.remote().stream().map(Object::toString).toList(),
                compiled.deny().stream().map(Object::toString).toList(),
                filter.defaultSide(),
                filter.redirect(),
                filter.unresolvedLocal(),
                filter.onChange());
        assertThat(CompiledFilter.compile(canonical, policies).orElseThrow()).isEqualTo(compiled);
    }
}
