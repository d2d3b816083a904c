package dev.periscope.bench.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.periscope.filter.CompiledFilter;
import dev.periscope.filter.Decider;
import dev.periscope.filter.OutgoingFilter;
import dev.periscope.filter.PolicyPart;
import dev.periscope.filter.Question;
import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.LocalNames;
import dev.periscope.filter.name.SearchList;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds without an optimizing compiler too: nothing is allocated, rather than optimized away. */
class DecideAllocationTest {
    private static Question question(String address, int port, String... names) {
        return new Question(
                Transport.TCP,
                IpAddress.parse(address),
                port,
                Stream.of(names).map(HostName::of).toList());
    }

    @Test
    void aDecisionAllocatesNothing() {
        PolicyPart policy =
                new PolicyPart("team", false, List.of("pay"), List.of("*.legacy.example"), List.of("*", "db"));
        Decider decider = CompiledFilter.compile(
                        OutgoingFilter.of(
                                List.of("db:5432", "10.0.0.0/8"),
                                List.of("*.shop.svc", "fd00::/8", ":80"),
                                List.of("x")),
                        List.of(policy))
                .orElseThrow()
                .withContext(
                        SearchList.of(List.of("shop.svc.cluster.local", "cluster.local")),
                        LocalNames.of(List.of("devbox")));
        List<Question> questions = List.of(
                question("10.0.0.1", 5432, "db", "db.shop.svc.cluster.local"),
                question("10.0.0.1", 81, "db"),
                question("fd00::1", 443, "a.shop.svc"),
                question("127.0.0.1", 80),
                question("8.8.8.8", 80, "devbox"),
                question("8.8.8.8", 443, "pay.shop"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        questions.forEach(decider::decide);

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < questions.size(); i++) {
            decider.decide(questions.get(i));
        }
        long after = threads.getCurrentThreadAllocatedBytes();

        assertThat(after - before).isZero();
    }
}
