package dev.periscope.agent.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolvConfTest {

    @Test
    void readsWhatTheKubeletWrites() {
        ResolvConf conf = ResolvConf.parse("""
                search shop.svc.cluster.local svc.cluster.local cluster.local
                nameserver 10.96.0.10
                options ndots:5 timeout:2 attempts:3
                """);

        assertThat(conf)
                .isEqualTo(new ResolvConf(
                        List.of(new InetSocketAddress(InetAddress.ofLiteral("10.96.0.10"), 53)),
                        List.of("shop.svc.cluster.local", "svc.cluster.local", "cluster.local"),
                        5,
                        Duration.ofSeconds(2),
                        3));
    }

    @Test
    void passesOverWhatMakesNoSense() {
        ResolvConf conf = ResolvConf.parse("nameserver\nnameserver name.not.allowed\noptions ndots:x edns0\n; note\n");

        assertThat(conf.servers()).containsExactly(new InetSocketAddress(InetAddress.getLoopbackAddress(), 53));
        assertThat(conf.ndots()).isEqualTo(1);
    }

    @Test
    void aNameIsTriedWithEachSuffixAndItselfWhereNdotsSays() {
        ResolvConf conf = ResolvConf.parse("search a.example b.example\noptions ndots:2\nnameserver 10.0.0.1\n");

        assertThat(Candidates.of("web", false, conf)).containsExactly("web.a.example", "web.b.example", "web");
        assertThat(Candidates.of("x.y.web", false, conf))
                .containsExactly("x.y.web", "x.y.web.a.example", "x.y.web.b.example");
        assertThat(Candidates.of("web", true, conf)).containsExactly("web");
    }
}
