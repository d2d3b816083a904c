package dev.periscope.agent.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.agent.LoopThread;
import dev.periscope.agent.connect.Sockets;
import dev.periscope.agent.dns.DnsQuery;
import dev.periscope.agent.dns.DnsQuestion;
import dev.periscope.agent.dns.MalformedDnsException;
import dev.periscope.agent.dns.NettyDnsExchange;
import dev.periscope.agent.selftest.LoopbackDns;
import dev.periscope.agent.selftest.Zone;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import dev.periscope.tunnel.message.ResolveRequest.Lookup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResolverTest {

    private static final List<String> SEARCH = List.of("shop.svc.cluster.local", "svc.cluster.local", "cluster.local");

    private final LoopThread loop = new LoopThread();
    private final Zone zone = new Zone();
    private final LoopbackDns dns = new LoopbackDns(loop.loop(), zone);

    @AfterEach
    void close() {
        dns.close();
        loop.close();
    }

    private Resolver resolver(String hosts, InetSocketAddress... servers) {
        List<InetSocketAddress> list = servers.length == 0 ? List.of(dns.address()) : List.of(servers);
        ResolvConf conf = new ResolvConf(list, SEARCH, 5, Duration.ofMillis(300), 2);
        return Resolver.of(conf, hosts, new NettyDnsExchange(new Sockets(loop.loop()), new SplittableRandom(1)));
    }

    private ResolveAnswer ask(String name, Family family) {
        return ask(resolver(""), name, family, false);
    }

    private ResolveAnswer ask(Resolver resolver, String name, Family family, boolean absolute) {
        return loop.await(() -> resolver.lookup(new Lookup(name, family, absolute)));
    }

    private static ResolveAnswer.Found found(String name, List<String> aliases, long ttl, String... addresses) {
        List<ResolveAnswer.Address> list = new ArrayList<>();
        for (String address : addresses) {
            list.add(new ResolveAnswer.Address(InetAddress.ofLiteral(address), ttl));
        }
        return new ResolveAnswer.Found(name, aliases, list);
    }

    @Test
    void everyShortFormLeadsThroughTheSearchListToTheFullNameThatAnswered() {
        zone.address("postgres.shop.svc.cluster.local", 30, "10.0.0.7");

        for (String form : List.of("postgres", "postgres.shop", "postgres.shop.svc")) {
            assertThat(ask(form, Family.A))
                    .as(form)
                    .isEqualTo(found("postgres.shop.svc.cluster.local", List.of(), 30, "10.0.0.7"));
        }
    }

    @Test
    void aNameWithEnoughDotsIsTriedAsItStandsFirst() {
        zone.address("a.b.c.d.e.example", 5, "192.0.2.1").address("a.b.c.d.e.example.cluster.local", 5, "192.0.2.2");

        assertThat(ask("a.b.c.d.e.example", Family.A)).isEqualTo(found("a.b.c.d.e.example", List.of(), 5, "192.0.2.1"));
    }

    @Test
    void anAbsoluteNameSeesNoSearchList() {
        zone.address("postgres.shop.svc.cluster.local", 30, "10.0.0.7");

        assertThat(ask(resolver(""), "postgres", Family.A, true)).isInstanceOf(ResolveAnswer.NoSuchName.class);
    }

    @Test
    void bothFamiliesAreAskedAtOnceAndAnswerTogether() {
        zone.address("web.shop.svc.cluster.local", 30, "10.0.0.8").address("web.shop.svc.cluster.local", 20, "fd00::8");

        ResolveAnswer.Found answer = (ResolveAnswer.Found) ask("web", Family.ANY);

        assertThat(answer.addresses())
                .extracting(address -> address.address().getHostAddress() + " " + address.ttl())
                .containsExactly("10.0.0.8 30", "fd00:0:0:0:0:0:0:8 20");
    }

    @Test
    void aChainOfAliasesIsFollowedAndItsLeastTimeToLiveCounts() {
        zone.alias("ext.shop.svc.cluster.local", 300, "www.example.com")
                .alias("www.example.com", 9, "edge.example.net")
                .address("edge.example.net", 60, "192.0.2.3");

        assertThat(ask("ext", Family.A))
                .isEqualTo(found(
                        "ext.shop.svc.cluster.local", List.of("www.example.com", "edge.example.net"), 9, "192.0.2.3"));
    }

    @Test
    void aNameWithAddressesOfTheOtherFamilyOnlyHasNoData() {
        zone.address("web.shop.svc.cluster.local", 30, "10.0.0.8");

        assertThat(ask("web", Family.AAAA)).isEqualTo(new ResolveAnswer.NoData("web.shop.svc.cluster.local"));
    }

    @Test
    void aNameNobodyKnowsDoesNotExist() {
        assertThat(ask("nobody", Family.ANY)).isEqualTo(new ResolveAnswer.NoSuchName());
    }

    @Test
    void aFailingServerIsToldApartFromAMissingName() {
        zone.failing("broken.example");

        ResolveAnswer answer = ask(resolver(""), "broken.example", Family.A, true);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        ResolveAnswer.ServerFailure.class,
                        failure -> assertThat(failure.text()).contains("SERVFAIL"));
    }

    @Test
    void aSilentServerIsATimeOut() {
        zone.silent("slow.example");

        assertThat(ask(resolver(""), "slow.example", Family.A, true)).isInstanceOf(ResolveAnswer.TimedOut.class);
    }

    @Test
    void theSecondServerAnswersWhenTheFirstRefusesTheDatagram() {
        zone.address("web.shop.svc.cluster.local", 30, "10.0.0.8");
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

        assertThat(ask(resolver("", nobody, dns.address()), "web", Family.A, false))
                .isEqualTo(found("web.shop.svc.cluster.local", List.of(), 30, "10.0.0.8"));
    }

    @Test
    void anAnswerTooLongForADatagramComesOverTcp() {
        for (int i = 1; i <= 100; i++) {
            zone.address("many.shop.svc.cluster.local", 30, "10.1.0." + i);
        }

        ResolveAnswer.Found answer = (ResolveAnswer.Found) ask("many", Family.A);

        assertThat(answer.addresses()).hasSize(100);
        assertThat(dns.questionsOverTcp()).isEqualTo(1);
    }

    @Test
    void aSlowNameDelaysNoOther() {
        zone.silent("slow.shop.svc.cluster.local");
        for (int i = 0; i < 100; i++) {
            zone.address("web" + i + ".shop.svc.cluster.local", 30, "10.0.1." + i);
        }
        Resolver resolver = resolver("");

        CompletableFuture<ResolveAnswer> slow = loop.on(() -> resolver.lookup(new Lookup("slow", Family.A, false)))
                .toCompletableFuture();
        for (int i = 0; i < 100; i++) {
            assertThat(ask(resolver, "web" + i, Family.A, false)).isInstanceOf(ResolveAnswer.Found.class);
        }

        assertThat(slow).isNotDone();
        assertThat(slow.join()).isInstanceOf(ResolveAnswer.TimedOut.class);
    }

    @Test
    void thePodsHostsFileComesFirst() {
        Resolver resolver =
                resolver("127.0.0.1 localhost\n10.9.9.9 legacy legacy.corp # alias\nfe00::0 ip6-localnet\n");

        assertThat(ask(resolver, "LEGACY.corp", Family.A, false))
                .isEqualTo(found("LEGACY.corp", List.of(), 30, "10.9.9.9"));
        assertThat(ask(resolver, "legacy", Family.AAAA, false)).isEqualTo(new ResolveAnswer.NoData("legacy"));
    }

    @Test
    void otherTypesPassThroughWithTheIdTheirAskerChose() throws MalformedDnsException {
        byte[] srv = {0, 1, 0, 2, 31, -112, 1, 'x', 0};
        zone.record("_pg._tcp.shop.svc.cluster.local", 33, 30, srv);
        byte[] message = DnsQuery.of(new DnsQuestion("_pg._tcp.shop.svc.cluster.local", 33))
                .message()
                .bytes();
        message[0] = 0x12;
        message[1] = 0x34;
        DnsQuery query = DnsQuery.of(new dev.periscope.tunnel.message.DnsMessage(message));

        ResolveAnswer.Raw answer =
                (ResolveAnswer.Raw) loop.await(() -> resolver("").raw(query));

        assertThat(answer.message().bytes()).startsWith(0x12, 0x34).endsWith(srv);
    }

    @Test
    void aNameThatDnsCannotHoldDoesNotExist() {
        assertThat(ask(resolver(""), "x".repeat(64), Family.A, true)).isEqualTo(new ResolveAnswer.NoSuchName());
    }
}
