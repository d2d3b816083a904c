package dev.periscope.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatewayMetricsTest {

    @Test
    void theNamesAndLabelsAreAnInterface() {
        GatewayMetrics metrics = new GatewayMetrics();
        metrics.linkOpened();
        metrics.linkOpened();
        metrics.linkClosed();
        metrics.linkRefused("NoAgent");
        metrics.registrationRefused("WrongKey");
        metrics.agentConnectionFailed();
        metrics.countToAgent(5);
        metrics.countToClient(7);
        assertThat(metrics.text(() -> 3, () -> 2, () -> 9).replaceAll("heap_used_bytes \\d+", "heap_used_bytes N"))
                .isEqualTo("""
                        # HELP periscope_gateway_agents Agents registered.
                        # TYPE periscope_gateway_agents gauge
                        periscope_gateway_agents 3
                        # HELP periscope_gateway_sessions Sessions known.
                        # TYPE periscope_gateway_sessions gauge
                        periscope_gateway_sessions 9
                        # HELP periscope_gateway_clients_waiting Clients that wait for an agent to dial back.
                        # TYPE periscope_gateway_clients_waiting gauge
                        periscope_gateway_clients_waiting 2
                        # HELP periscope_gateway_links Clients joined with an agent.
                        # TYPE periscope_gateway_links gauge
                        periscope_gateway_links 1
                        # HELP periscope_gateway_links_total Clients that were joined with an agent.
                        # TYPE periscope_gateway_links_total counter
                        periscope_gateway_links_total 2
                        # HELP periscope_gateway_links_refused_total Clients that were not.
                        # TYPE periscope_gateway_links_refused_total counter
                        periscope_gateway_links_refused_total{reason="NoAgent"} 1
                        # HELP periscope_gateway_registrations_refused_total Agents that were not registered.
                        # TYPE periscope_gateway_registrations_refused_total counter
                        periscope_gateway_registrations_refused_total{reason="WrongKey"} 1
                        # HELP periscope_gateway_agent_connections_failed_total Connections of agents that broke.
                        # TYPE periscope_gateway_agent_connections_failed_total counter
                        periscope_gateway_agent_connections_failed_total 1
                        # HELP periscope_gateway_bytes_total Bytes copied.
                        # TYPE periscope_gateway_bytes_total counter
                        periscope_gateway_bytes_total{to="agent"} 5
                        periscope_gateway_bytes_total{to="client"} 7
                        # HELP periscope_gateway_heap_used_bytes Heap in use.
                        # TYPE periscope_gateway_heap_used_bytes gauge
                        periscope_gateway_heap_used_bytes N
                        """);
    }
}
