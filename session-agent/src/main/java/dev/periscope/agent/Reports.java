package dev.periscope.agent;

import dev.periscope.control.AgentMessage;
import dev.periscope.control.AgentMessage.ClientCounters;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the agent tells the operator. After each acknowledged configuration, so after each reconnect too, everything is
 * told anew: what was sent while no channel was up is lost. Not thread-safe: owned by the agent's event loop.
 */
final class Reports {

    /** Memory alone is worth a message only when it moved by more than breathing does. */
    private static final long MEMORY_STEP = 4L << 20;

    private final Consumer<AgentMessage> operator;
    private final Supplier<List<ClientCounters>> counters;
    private final LongSupplier residentMemory;
    private List<String> gateways = List.of();
    private List<ClientCounters> told = List.of();
    private long toldMemory;

    Reports(Consumer<AgentMessage> operator, Supplier<List<ClientCounters>> counters, LongSupplier residentMemory) {
        this.operator = operator;
        this.counters = counters;
        this.residentMemory = residentMemory;
    }

    void configured(long revision, String filterHash) {
        operator.accept(new AgentMessage.Configured(revision, filterHash));
        operator.accept(new AgentMessage.Registered(gateways));
        told = List.of();
        countersIfChanged();
    }

    void registered(List<String> hosts) {
        gateways = hosts;
        operator.accept(new AgentMessage.Registered(hosts));
    }

    void countersIfChanged() {
        List<ClientCounters> now = counters.get();
        long memory = residentMemory.getAsLong();
        if (!now.equals(told) || Math.abs(memory - toldMemory) >= MEMORY_STEP) {
            told = now;
            toldMemory = memory;
            operator.accept(new AgentMessage.Counters(now, memory));
        }
    }
}
