package dev.periscope.client.outgoing;

import dev.periscope.client.flow.FlowLog;
import dev.periscope.client.link.RemoteSide;
import dev.periscope.filter.Decider;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import dev.periscope.tunnel.message.Transport;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where a program's names and connections go, by the filter in force. Remembers what names addresses were given for.
 * Thread-safe, never blocks; stages never fail.
 */
public final class OutgoingTraffic {
    private static final int REMEMBERED_ADDRESSES = 20_000;

    private final AtomicReference<Decider> filter;
    private final NameMemory memory;
    private final NameQuestions names;
    private final ConnectQuestions connects;

    public OutgoingTraffic(Decider filter, RemoteSide remote, LocalResolver local, FlowLog log, Clock clock) {
        this.filter = new AtomicReference<>(filter);
        this.memory = new NameMemory(clock, REMEMBERED_ADDRESSES);
        this.names = new NameQuestions(this.filter::get, remote, local, memory, log);
        this.connects = new ConnectQuestions(this.filter::get, names, local, memory, log);
    }

    /** The filter in force. */
    public Decider filter() {
        return Objects.requireNonNull(filter.get());
    }

    /**
     * From now on new names and new connections go by this filter. What was remembered stays known, but is asked again
     * before a connection relies on it.
     */
    public void filter(Decider changed) {
        filter.set(changed);
    }

    /** A process asks for a name, spelled as it did. */
    public CompletionStage<NameAnswer> name(Asker asker, Family family, String name) {
        return names.ask(asker, family, name);
    }

    /**
     * A process is about to connect.
     *
     * @param host the name the mechanism itself knows for the address
     */
    public CompletionStage<ConnectAnswer> connect(
            Asker asker, Transport transport, InetAddress address, int port, Optional<String> host) {
        return connects.ask(asker, transport, address, port, host);
    }

    /** A connection to the address is open: the name it was asked under stays known until {@link #closed}. */
    public void opened(InetAddress address) {
        memory.hold(address);
    }

    public void closed(InetAddress address) {
        memory.release(address);
    }
}
