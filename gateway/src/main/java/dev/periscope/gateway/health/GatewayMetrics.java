package dev.periscope.gateway.health;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** What the gateway counts, and its text in the Prometheus exposition format 0.0.4. Safe for use by many threads. */
public final class GatewayMetrics {

    private final Map<String, LongAdder> refusedLinks = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> refusedRegistrations = new ConcurrentSkipListMap<>();
    private final LongAdder failedAgentConnections = new LongAdder();
    private final LongAdder linksOpened = new LongAdder();
    private final LongAdder linksClosed = new LongAdder();
    private final LongAdder toAgent = new LongAdder();
    private final LongAdder toClient = new LongAdder();

    /** A client was not led to an agent. */
    public void linkRefused(String reason) {
        refusedLinks.computeIfAbsent(reason, key -> new LongAdder()).increment();
    }

    /** An agent was not registered. */
    public void registrationRefused(String reason) {
        refusedRegistrations.computeIfAbsent(reason, key -> new LongAdder()).increment();
    }

    /** An agent's connection broke in its first steps, or later. */
    public void agentConnectionFailed() {
        failedAgentConnections.increment();
    }

    /** A client and an agent were joined. */
    public void linkOpened() {
        linksOpened.increment();
    }

    /** The two are apart again. */
    public void linkClosed() {
        linksClosed.increment();
    }

    /** Bytes from a client to an agent. */
    public void countToAgent(long bytes) {
        toAgent.add(bytes);
    }

    /** Bytes from an agent to a client. */
    public void countToClient(long bytes) {
        toClient.add(bytes);
    }

    /** @return pairs that are joined now */
    public long openLinks() {
        return linksOpened.sum() - linksClosed.sum();
    }

    /**
     * @param agents agents registered now
     * @param waiting clients waiting for a dial-back now
     * @param sessions sessions known now
     * @return all metrics
     */
    public String text(IntSupplier agents, IntSupplier waiting, IntSupplier sessions) {
        StringBuilder out = new StringBuilder(2_048);
        gauge(out, "agents", "Agents registered.", agents.getAsInt());
        gauge(out, "sessions", "Sessions known.", sessions.getAsInt());
        gauge(out, "clients_waiting", "Clients that wait for an agent to dial back.", waiting.getAsInt());
        gauge(out, "links", "Clients joined with an agent.", openLinks());
        head(out, "links_total", "counter", "Clients that were joined with an agent.");
        line(out, "links_total", "", linksOpened.sum());
        head(out, "links_refused_total", "counter", "Clients that were not.");
        refusedLinks.forEach((reason, n) -> line(out, "links_refused_total", label("reason", reason), n.sum()));
        head(out, "registrations_refused_total", "counter", "Agents that were not registered.");
        refusedRegistrations.forEach(
                (reason, n) -> line(out, "registrations_refused_total", label("reason", reason), n.sum()));
        head(out, "agent_connections_failed_total", "counter", "Connections of agents that broke.");
        line(out, "agent_connections_failed_total", "", failedAgentConnections.sum());
        head(out, "bytes_total", "counter", "Bytes copied.");
        line(out, "bytes_total", label("to", "agent"), toAgent.sum());
        line(out, "bytes_total", label("to", "client"), toClient.sum());
        Runtime runtime = Runtime.getRuntime();
        gauge(out, "heap_used_bytes", "Heap in use.", runtime.totalMemory() - runtime.freeMemory());
        return out.toString();
    }

    private static void gauge(StringBuilder out, String name, String help, long value) {
        head(out, name, "gauge", help);
        line(out, name, "", value);
    }

    private static void head(StringBuilder out, String name, String type, String help) {
        out.append("# HELP periscope_gateway_")
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
        out.append("# TYPE periscope_gateway_")
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
    }

    private static void line(StringBuilder out, String name, String labels, long value) {
        out.append("periscope_gateway_").append(name).append(labels);
        out.append(' ').append(String.format(Locale.ROOT, "%d", value)).append('\n');
    }

    private static String label(String name, String value) {
        return "{" + name + "=\"" + value + "\"}";
    }
}
