package dev.periscope.agent.link;

import dev.periscope.control.AgentMessage.ClientCounters;
import dev.periscope.tunnel.link.LinkCounters;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One client of the session and what it has done since the agent's start, over all its links. Totals stay when a link
 * ends or the client is removed and comes back. Not thread-safe: owned by the agent's event loop.
 */
final class Client {

    private final String name;
    private final Set<ClientLink> links = new LinkedHashSet<>();
    private int flows;
    private long totalFlows;
    private long denied;
    private long bytesInOfEnded;
    private long bytesOutOfEnded;

    Client(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Set<ClientLink> links() {
        return links;
    }

    void attached(ClientLink link) {
        links.add(link);
    }

    void detached(ClientLink link, LinkCounters last) {
        if (links.remove(link)) {
            bytesInOfEnded += last.bytesReceived();
            bytesOutOfEnded += last.bytesSent();
        }
    }

    int flows() {
        return flows;
    }

    void flowStarted() {
        flows++;
        totalFlows++;
    }

    void flowEnded() {
        flows--;
    }

    void denied() {
        denied++;
    }

    ClientCounters counters() {
        long in = bytesInOfEnded;
        long out = bytesOutOfEnded;
        for (ClientLink link : links) {
            LinkCounters counters = link.counters();
            in += counters.bytesReceived();
            out += counters.bytesSent();
        }
        return new ClientCounters(name, !links.isEmpty(), flows, totalFlows, in, out, denied);
    }
}
