package dev.periscope.agent.enforce;

import dev.periscope.agent.connect.Destination;
import dev.periscope.agent.names.NameMemory;
import dev.periscope.filter.name.HostName;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import dev.periscope.tunnel.message.ResolveRequest.Lookup;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Rules on a flow that a client asks for. A name the client claims is never believed. But when the agent would refuse an
 * address it knows no such name for (it was replaced since the program resolved, or had to forget), it resolves the
 * claimed name itself and rules once more: only what the resolver answered counts.
 *
 * <p>Not thread-safe: owned by the agent's event loop.
 */
public final class Openings {

    private static final int LONGEST_NAME = 253;

    private final Gatekeeper gatekeeper;
    private final NameService names;
    private final NameMemory memory;

    public Openings(Gatekeeper gatekeeper, NameService names, NameMemory memory) {
        this.gatekeeper = gatekeeper;
        this.names = names;
        this.memory = memory;
    }

    /** @param claimed the name the client says the address belongs to; may be any text */
    public CompletionStage<Ruling> rule(Destination destination, Optional<String> claimed) {
        Ruling ruling = rule(destination);
        Optional<HostName> unknown = claimed.filter(name -> ruling instanceof Ruling.Refused)
                .map(HostName::of)
                .filter(name -> name.labelCount() > 0 && name.text().length() <= LONGEST_NAME)
                .filter(name -> isUnknown(name, destination));
        if (unknown.isEmpty()) {
            return CompletableFuture.completedFuture(ruling);
        }
        HostName name = unknown.get();
        return names.resolve(new Lookup(name.text(), Family.ANY, name.absolute()))
                .thenApply(answer -> rule(destination));
    }

    /** Rules by what is known already, as for a flow that is open. */
    public Ruling rule(Destination destination) {
        return gatekeeper.flow(destination.transport(), destination.address(), destination.port());
    }

    private boolean isUnknown(HostName name, Destination destination) {
        return memory.namesOf(destination.address()).stream()
                .flatMap(known -> known.names().stream())
                .noneMatch(name::sameAs);
    }
}
