package dev.periscope.agent.enforce;

import dev.periscope.agent.names.KnownName;
import dev.periscope.agent.names.NameMemory;
import dev.periscope.filter.Decider;
import dev.periscope.filter.Decision;
import dev.periscope.filter.NameDecision;
import dev.periscope.filter.Question;
import dev.periscope.filter.Side;
import dev.periscope.filter.Source;
import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.name.HostName;
import java.util.List;
import java.util.Optional;

/**
 * Decides again what clients should have decided already, with what this agent knows by itself. What a client says about
 * names has no part in it. Without a configuration everything is refused.
 *
 * <p>An address is open when the filter sends it to the remote side under one of the names this session resolved it
 * from. If the session resolved it from no name, it is decided as a bare address, and refused too if a policy denies or
 * keeps local a name that stands for it.
 *
 * <p>Not thread-safe: owned by the agent's event loop.
 */
public final class Gatekeeper {

    private static final Ruling NOT_CONFIGURED =
            new Ruling.Refused("the agent has no configuration yet; try again in a moment", false);

    private final NameMemory memory;
    private final GuardedNames guarded;
    private Optional<FilterInForce> inForce = Optional.empty();

    public Gatekeeper(NameMemory memory, GuardedNames guarded) {
        this.memory = memory;
        this.guarded = guarded;
    }

    /** From now on this filter decides. */
    public void enforce(FilterInForce filter) {
        inForce = Optional.of(filter);
    }

    /** @return whether a flow to the address may leave from the pod */
    public Ruling flow(Transport transport, IpAddress address, int port) {
        return inForce.map(filter -> flow(filter.decider(), transport, address, port))
                .orElse(NOT_CONFIGURED);
    }

    /** @return whether the pod's resolver may be asked for the name */
    public Ruling name(HostName asked) {
        return inForce.map(filter -> {
                    NameDecision decision = filter.decider().decideName(asked);
                    boolean ask = decision.side() == Side.REMOTE || decision.askRemoteFirst();
                    return ask ? new Ruling.Allowed() : refused(decision.because());
                })
                .orElse(NOT_CONFIGURED);
    }

    /**
     * Decides once more, now that the resolver answered under a full name.
     *
     * @return refused only when the name goes nowhere: whether it is local after all is the client's to decide
     */
    public Ruling answer(HostName asked, HostName answeredBy) {
        return inForce.map(filter -> {
                    NameDecision decision = filter.decider().decideName(asked, answeredBy);
                    return decision.side() == Side.DENY ? refused(decision.because()) : new Ruling.Allowed();
                })
                .orElse(NOT_CONFIGURED);
    }

    private Ruling flow(Decider decider, Transport transport, IpAddress address, int port) {
        List<KnownName> names = memory.namesOf(address);
        for (KnownName name : names) {
            if (decide(decider, transport, address, port, name.names()).side() == Side.REMOTE) {
                return new Ruling.Allowed();
            }
        }
        if (!names.isEmpty()) {
            return refused(
                    decide(decider, transport, address, port, names.getFirst().names()));
        }
        for (HostName name : guarded.namesOf(address)) {
            Decision decision = decide(decider, transport, address, port, List.of(name));
            if (decision.side() != Side.REMOTE && decision.source() instanceof Source.Policy) {
                return refused(decision);
            }
        }
        Decision bare = decide(decider, transport, address, port, List.of());
        return bare.side() == Side.REMOTE ? new Ruling.Allowed() : refused(bare);
    }

    private static Decision decide(
            Decider decider, Transport transport, IpAddress address, int port, List<HostName> names) {
        return decider.decide(new Question(transport, address, port, names));
    }

    private static Ruling refused(Decision decision) {
        return new Ruling.Refused(decision.toString(), decision.side() == Side.DENY);
    }
}
