package dev.periscope.agent.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.agent.LoopThread;
import dev.periscope.agent.connect.Destination;
import dev.periscope.agent.connect.Sockets;
import dev.periscope.agent.dns.NettyDnsExchange;
import dev.periscope.agent.names.KnownName;
import dev.periscope.agent.names.NameMemory;
import dev.periscope.agent.resolve.ResolvConf;
import dev.periscope.agent.resolve.Resolver;
import dev.periscope.agent.selftest.LoopbackDns;
import dev.periscope.agent.selftest.SampleConfiguration;
import dev.periscope.agent.selftest.Zone;
import dev.periscope.control.OperatorMessage;
import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.name.HostName;
import dev.periscope.tunnel.message.OpenRequest;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import dev.periscope.tunnel.message.ResolveRequest.Lookup;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatekeeperTest {

    private static final List<String> SEARCH = List.of("shop.svc.cluster.local", "svc.cluster.local", "cluster.local");
    private static final IpAddress ADDRESS = IpAddress.parse("10.0.0.7");

    private final LoopThread loop = new LoopThread();
    private final Zone zone = new Zone();
    private final LoopbackDns dns = new LoopbackDns(loop.loop(), zone);
    private final Resolver resolver = Resolver.of(
            new ResolvConf(List.of(dns.address()), SEARCH, 5, Duration.ofMillis(300), 1),
            "",
            new NettyDnsExchange(new Sockets(loop.loop()), new SplittableRandom(1)));
    private final NameMemory memory = new NameMemory(Clock.systemUTC(), 100);
    private final GuardedNames guarded = new GuardedNames(resolver, loop.loop());
    private final Gatekeeper gatekeeper = new Gatekeeper(memory, guarded);
    private final NameService names = new NameService(gatekeeper, resolver, memory);
    private final Openings openings = new Openings(gatekeeper, names, memory);

    @AfterEach
    void close() {
        dns.close();
        loop.close();
    }

    private void enforce(OperatorMessage.Configure configure) {
        FilterInForce filter = FilterInForce.of(configure, SEARCH);
        loop.on(() -> {
            gatekeeper.enforce(filter);
            return true;
        });
        loop.await(() -> guarded.guard(filter.guarded()));
    }

    private Ruling open(String address, int port) {
        return loop.on(() -> gatekeeper.flow(Transport.TCP, IpAddress.parse(address), port));
    }

    private Ruling openClaiming(String address, String name) {
        OpenRequest request = new OpenRequest(
                dev.periscope.tunnel.message.Transport.TCP, InetAddress.ofLiteral(address), 5432, Optional.of(name));
        return loop.await(() -> openings.rule(Destination.of(request), request.name()));
    }

    private ResolveAnswer resolve(String name) {
        return loop.await(() -> names.resolve(new Lookup(name, Family.A, false)));
    }

    private void know(String name, String full) {
        loop.on(() -> {
            memory.remember(KnownName.of(HostName.of(name), HostName.of(full)), ADDRESS, Duration.ofSeconds(30));
            return true;
        });
    }

    private static void assertRefused(Ruling ruling, String rule) {
        assertThat(ruling)
                .isInstanceOfSatisfying(
                        Ruling.Refused.class,
                        refused -> assertThat(refused.rule()).contains(rule));
    }

    @Test
    void beforeAnyConfigurationEverythingIsRefused() {
        assertRefused(open("10.0.0.7", 80), "no configuration yet");
        assertThat(resolve("web")).isInstanceOf(ResolveAnswer.Denied.class);
    }

    @Test
    void withoutFilterEverythingMayLeaveFromThePodButMetadataAndLoopback() {
        enforce(SampleConfiguration.open());

        assertThat(open("10.0.0.7", 80)).isInstanceOf(Ruling.Allowed.class);
        assertRefused(open("169.254.169.254", 80), "169.254.0.0/16");
        assertRefused(open("fe80::1", 80), "[fe80::]/10");
        assertRefused(open("127.0.0.1", 80), "127.0.0.0/8");
    }

    @Test
    void aMappedSpellingOfADeniedAddressIsTheSameAddress() {
        enforce(SampleConfiguration.open());

        assertRefused(open("::ffff:169.254.169.254", 80), "169.254.0.0/16");
        assertRefused(openClaiming("::ffff:a9fe:a9fe", "web.shop.svc"), "169.254.0.0/16");
    }

    @Test
    void aNameTheSessionDeniesIsNotResolvedAndItsAddressNotReachedUnderIt() {
        zone.address("payments.prod.svc.cluster.local", 30, "10.0.0.7");
        enforce(SampleConfiguration.deny("payments.prod.svc"));

        assertThat(resolve("payments.prod.svc"))
                .isEqualTo(new ResolveAnswer.Denied("Deny by payments.prod.svc (session)"));
        know("payments.prod", "payments.prod.svc.cluster.local");
        assertRefused(open("10.0.0.7", 443), "payments.prod.svc");
    }

    @Test
    void aNameTheClientMerelyClaimsOpensNothing() {
        zone.address("api.shop.svc.cluster.local", 30, "10.0.0.1");
        enforce(SampleConfiguration.remoteOnly("api.shop.svc"));

        assertRefused(openClaiming("10.0.0.7", "api.shop.svc"), "default");
        assertRefused(openClaiming("10.0.0.7", "nowhere.shop.svc"), "default");
        assertRefused(openClaiming("10.0.0.7", ""), "default");
    }

    @Test
    void aClaimedNameThatTheResolverConfirmsOpensItsAddress() {
        zone.address("api.shop.svc.cluster.local", 30, "10.0.0.7");
        enforce(SampleConfiguration.remoteOnly("api.shop.svc"));

        assertThat(openClaiming("10.0.0.7", "api.shop.svc")).isInstanceOf(Ruling.Allowed.class);
    }

    @Test
    void anAddressIsOpenUnderTheNameItWasResolvedFrom() {
        zone.address("api.shop.svc.cluster.local", 30, "10.0.0.7");
        enforce(SampleConfiguration.remoteOnly("api.shop.svc:8080"));

        assertRefused(open("10.0.0.7", 8080), "default");
        assertThat(resolve("api")).isInstanceOf(ResolveAnswer.Found.class);

        assertThat(open("10.0.0.7", 8080)).isInstanceOf(Ruling.Allowed.class);
        assertRefused(open("10.0.0.7", 8081), "default");
    }

    @Test
    void theBareAddressOfANameThatAPolicyDeniesIsRefused() {
        zone.address("payments.prod.svc.cluster.local", 30, "10.0.0.7");
        enforce(SampleConfiguration.policyDeny("payments.prod.svc:443"));

        assertRefused(open("10.0.0.7", 443), "payments.prod.svc:443 (policy/team)");
        assertThat(open("10.0.0.7", 80)).isInstanceOf(Ruling.Allowed.class);
    }

    @Test
    void theBareAddressOfANameThatMustBeLocalIsRefused() {
        zone.address("postgres.shop.svc.cluster.local", 30, "10.0.0.7");
        enforce(SampleConfiguration.policyMustBeLocal("postgres.shop.svc"));

        assertRefused(open("10.0.0.7", 5432), "Local by postgres.shop.svc (policy/team)");
    }

    @Test
    void anAddressSharedWithANameThatIsAllowedStaysOpen() {
        zone.address("payments.prod.svc.cluster.local", 30, "10.0.0.7")
                .address("web.shop.svc.cluster.local", 30, "10.0.0.7");
        enforce(SampleConfiguration.policyDeny("payments.prod.svc"));

        assertThat(resolve("web")).isInstanceOf(ResolveAnswer.Found.class);

        assertThat(open("10.0.0.7", 443)).isInstanceOf(Ruling.Allowed.class);
    }

    @Test
    void aNameThatTheSearchListCompletesIntoADeniedOneGoesNowhere() {
        zone.address("payments.prod.svc.cluster.local", 30, "10.0.0.7");
        enforce(SampleConfiguration.deny("*.prod.svc.cluster.local"));

        assertThat(resolve("payments.prod")).isInstanceOf(ResolveAnswer.Denied.class);
        assertRefused(open("10.0.0.7", 443), "*.prod.svc.cluster.local");
    }
}
