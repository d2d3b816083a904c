package dev.periscope.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.e2e.support.ProbeSession;
import dev.periscope.e2e.support.Workloads;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connections behave as a plain program's in the pod would: same errors, same bytes, both protocols, many at once. */
class ConnectionsE2E {

    private static Workloads workloads;
    private static ProbeSession probe;

    @BeforeAll
    static void session() {
        workloads = Workloads.create("connections");
        probe = ProbeSession.start(workloads, "dev", "{filter: {deny: [\"app:7001\"]}}");
    }

    @AfterAll
    static void remove() {
        probe.close();
        workloads.close();
    }

    @Test
    void aRefusedConnectIsRefused() {
        assertThat(probe.ask("connect " + workloads.address("server") + " 7999"))
                .startsWith("ERR ConnectException: Connection refused");
    }

    @Test
    void anUnreachableAddressIsUnreachable() {
        // Within the pods' own network, but nobody has this address: the node answers the lack of ARP with "no route to
        // host".
        assertThat(probe.ask("connect 10.244.0.254 7000"))
                .matches("ERR (NoRouteToHostException|SocketTimeoutException|ConnectException).*");
    }

    @Test
    void aDeniedConnectIsRefusedWithTheRulesText() {
        assertThat(probe.ask("connect app 7001"))
                .startsWith("ERR ConnectException")
                .contains("app:7001");
    }

    @Test
    void aNameThatDoesNotExistIsNotFound() {
        assertThat(probe.ask("resolve no-such-service")).startsWith("ERR UnknownHostException");
    }

    @Test
    void shortAndFullNamesResolveAsInThePod() {
        String ns = workloads.namespace();
        String address = probe.ask("resolve server");
        assertThat(address).startsWith("OK 10.96.");
        assertThat(probe.ask("resolve server." + ns)).isEqualTo(address);
        assertThat(probe.ask("resolve server." + ns + ".svc")).isEqualTo(address);
        assertThat(probe.ask("resolve server." + ns + ".svc.cluster.local")).isEqualTo(address);
        assertThat(probe.ask("resolve server." + ns + ".svc.cluster.local.")).isEqualTo(address);
        assertThat(probe.ask("resolve kubernetes.default")).isEqualTo("OK 10.96.0.1");
    }

    @Test
    void contentArrivesIntactInBothDirectionsAndBothAtOnce() {
        assertThat(probe.ask("upload server 7001 20000000 1")).isEqualTo("OK 20000000 bytes intact");
        assertThat(probe.ask("download server 7002 20000000 2")).isEqualTo("OK 20000000 bytes intact");
        assertThat(probe.ask("both server 7000 20000000 3")).isEqualTo("OK 20000000 bytes intact");
    }

    @Test
    void aServerThatPausesGetsEveryByteOnce() {
        assertThat(probe.ask("upload server 7004 8000000 4")).isEqualTo("OK 8000000 bytes intact");
    }

    @Test
    void aResetIsAReset() {
        assertThat(probe.ask("reset server 7003")).startsWith("ERR SocketException: Connection reset");
    }

    @Test
    void twoHundredParallelConnectionsAreKeptApart() {
        assertThat(probe.ask("parallel server 7000 200")).isEqualTo("OK 200 connections");
    }

    @Test
    void datagramsComeBackFromWhereTheyWereSent() {
        assertThat(probe.ask("udp server 7005 12")).isEqualTo("OK 12 bytes echoed");
        assertThat(probe.ask("udp server 7005 1400")).isEqualTo("OK 1400 bytes echoed");
        assertThat(probe.ask("udp server 7005 60000")).isEqualTo("OK 60000 bytes echoed");
    }
}
