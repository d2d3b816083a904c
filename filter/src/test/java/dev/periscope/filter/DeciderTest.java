package dev.periscope.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.LocalNames;
import dev.periscope.filter.name.SearchList;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class DeciderTest {
    private static final SearchList SEARCH =
            SearchList.of(List.of("shop.svc.cluster.local", "svc.cluster.local", "cluster.local"));

    private static Decider decider(OutgoingFilter filter, PolicyPart... policies) {
        return CompiledFilter.compile(filter, List.of(policies))
                .orElseThrow()
                .withContext(SEARCH, LocalNames.of(List.of("devbox")));
    }

    private static Question question(String address, int port, String... names) {
        return new Question(
                Transport.TCP,
                IpAddress.parse(address),
                port,
                List.of(names).stream().map(HostName::of).toList());
    }

    @Test
    void manyEntriesOfOneDestinationCostNoMoreThanAFew() {
        List<String> local =
                IntStream.range(0, 8_000).mapToObj(i -> "db:" + (2 * i + 1)).toList();
        List<String> remote = IntStream.range(0, 8_000)
                .mapToObj(i -> "db:" + (2 * i + 1) + "-65535")
                .toList();
        List<String> deny =
                IntStream.range(0, 16_000).mapToObj(i -> ":" + (i + 1)).toList();

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            Decider decider = decider(OutgoingFilter.of(local, remote, deny));
            assertThat(decider.decide(question("10.0.0.1", 15_999, "db")).toString())
                    .isEqualTo("Local by db:15999 (session)");
            assertThat(decider.decide(question("10.0.0.1", 2, "db")).toString())
                    .isEqualTo("Remote by db:1-65535 (session)");
            assertThat(decider.decideName(HostName.of("db")).side()).isEqualTo(Side.REMOTE);
        });
    }

    @Test
    void anyNameMayBeAskedFor() {
        Decider decider = decider(OutgoingFilter.of(List.of("shop.svc.cluster.local", "*.b"), List.of(), List.of()));
        for (String name : List.of("", ".", "..", "a..b", "foo bar", "☃", "x".repeat(5_000), "a.".repeat(3_000))) {
            assertThat(decider.decide(question("10.0.0.1", 80, name)).source())
                    .as(name)
                    .isNotNull();
            assertThat(decider.decideName(HostName.of(name)).because()).isNotNull();
        }
        // The root is no short form of anything.
        assertThat(decider.decide(question("10.0.0.1", 80, "")).side()).isEqualTo(Side.REMOTE);
        assertThat(decider.decide(question("10.0.0.1", 80, ".")).side()).isEqualTo(Side.REMOTE);
    }

    @Test
    void anExactNameWithPortsLeavesOtherPortsToTheCompletedName() {
        Decider decider = decider(OutgoingFilter.of(List.of(), List.of("*.shop.svc"), List.of("db:22")));
        HostName db = HostName.of("db");
        assertThat(decider.decideName(db).askRemoteFirst()).isTrue();
        assertThat(decider.decideName(db, HostName.of("db.shop.svc.cluster.local."))
                        .side())
                .isEqualTo(Side.REMOTE);
    }

    @Test
    void unresolvedLocalFailHasNoLoopback() {
        OutgoingFilter filter = OutgoingFilter.of(List.of("db"), List.of(), List.of());
        assertThat(decider(filter).decideName(HostName.of("db")).loopback()).isTrue();
        assertThat(decider(filter.withUnresolvedLocal(UnresolvedLocal.FAIL))
                        .decideName(HostName.of("db"))
                        .loopback())
                .isFalse();
    }

    @Test
    void anExplanationTellsWhatMatchedAndWhatLost() {
        PolicyPart policy = new PolicyPart("team", false, List.of(), List.of("db.shop:5432"), List.of("*.shop.svc"));
        Decider decider = decider(
                OutgoingFilter.of(List.of("*.shop.svc", "db:81"), List.of("db", "10.0.0.0/8"), List.of("*:5432")),
                policy);

        assertThat(decider.explain(question("10.0.0.1", 5432, "db")).text()).isEqualTo("""
                        Local by db.shop:5432 (policy/team)
                          1. asked for tcp 10.0.0.1 port 5432, known as db (completed: db.shop.svc.cluster.local, db.svc.cluster.local, db.cluster.local)
                          2. remote entry db is the name db: Remote
                          3. deny entry *:5432 means any destination, less specific than db, an exact name
                          4. local entry db:81 is the name db, but not for port 5432
                          5. remote entry 10.0.0.0/8 holds the address (prefix of 8 bits), less specific than db, an exact name
                          6. policy/team keeps local: entry db.shop:5432 is the name db; both can be db.shop.svc.cluster.local
                          7. policy/team allows remote only what it lists, and lists nothing that matches
                          8. policy takes away from the session's Remote: Local by policy/team
                        """);
        assertThat(decider.explain(question("169.254.169.254", 80)).text()).isEqualTo("""
                        Deny by 169.254.0.0/16 (builtin)
                          1. asked for tcp 169.254.169.254 port 80, nobody asked a name for it, so entries with names cannot match
                          2. built-in rule 169.254.0.0/16 says Deny, and no entry more specific than any destination matches
                          3. deny entry *:5432 means any destination, but not for port 80
                        """);
    }

    @Test
    void anExplanationOfANameTellsWhoIsAsked() {
        Decider decider = decider(OutgoingFilter.of(List.of(), List.of("*.shop.svc"), List.of()));
        assertThat(decider.explainName(HostName.of("db"), HostName.of("db.shop.svc.cluster.local"))
                        .text())
                .isEqualTo("""
                        Remote by *.shop.svc (session)
                          1. asked for the name db (completed: db.shop.svc.cluster.local, db.svc.cluster.local, db.cluster.local); its port and protocol are not known yet
                          2. by that name no flow is Remote and some are Local, so the local resolver answers: Local (default)
                          3. but once it is completed it may lie below a remote wildcard, so the remote resolver is asked too
                          4. the remote resolver answered as db.shop.svc.cluster.local; with both names some flow is Remote, so the remote resolver answers: Remote by *.shop.svc (session)
                        """);
    }
}
