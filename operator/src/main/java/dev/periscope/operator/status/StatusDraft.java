package dev.periscope.operator.status;

import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.ClientStatus;
import dev.periscope.crds.v1alpha1.Endpoint;
import dev.periscope.crds.v1alpha1.FilterStatus;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import dev.periscope.crds.v1alpha1.Owner;
import dev.periscope.crds.v1alpha1.Phase;
import dev.periscope.crds.v1alpha1.ResolvedTarget;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A status in the making; begins as the one before. Not thread-safe. */
public final class StatusDraft {

    private final MirrorSessionStatus before;
    private final long generation;
    private final Conditions conditions;
    private @Nullable Phase phase;
    private @Nullable Owner owner;
    private @Nullable ResolvedTarget target;
    private @Nullable AgentStatus agent;
    private List<Endpoint> endpoints;
    private @Nullable String serverName;
    private @Nullable FilterStatus filter;
    private @Nullable String expiresAt;
    private @Nullable String lastActivity;
    private @Nullable Integer clientsConnected;
    private List<ClientStatus> clients;

    /** Begins as the session's own status. */
    public StatusDraft(MirrorSession session, Instant now) {
        MirrorSessionStatus status = session.getStatus();
        this.before = status == null ? MirrorSessionStatus.NONE : status;
        Long observed = session.getMetadata().getGeneration();
        this.generation = observed == null ? 0 : observed;
        this.conditions = new Conditions(before, generation, now);
        this.phase = before.phase();
        this.owner = before.owner();
        this.target = before.target();
        this.agent = before.agent();
        this.endpoints = before.endpoints();
        this.serverName = before.serverName();
        this.filter = before.filter();
        this.expiresAt = before.expiresAt();
        this.lastActivity = before.lastActivity();
        this.clientsConnected = before.clientsConnected();
        this.clients = before.clients();
    }

    /** @return the status it began as */
    public MirrorSessionStatus before() {
        return before;
    }

    /** @return the conditions, to be spoken about */
    public Conditions conditions() {
        return conditions;
    }

    /** Sets the phase. */
    public void phase(Phase next) {
        phase = next;
    }

    /** Sets who created the session, and how it is addressed. */
    public void identity(@Nullable Owner creator, String name, Instant expiry) {
        owner = creator;
        serverName = name;
        expiresAt = expiry.toString();
    }

    /** Sets where the session lives; null for nowhere. */
    public void target(@Nullable ResolvedTarget next) {
        target = next;
    }

    /** @return where the session lives */
    public @Nullable ResolvedTarget target() {
        return target;
    }

    /** Sets the current agent. */
    public void agent(@Nullable AgentStatus next) {
        agent = next;
    }

    /** @return the current agent */
    public @Nullable AgentStatus agent() {
        return agent;
    }

    /** Sets where clients reach the session. */
    public void endpoints(List<Endpoint> next) {
        endpoints = List.copyOf(next);
    }

    /** Sets the filter in force. */
    public void filter(FilterStatus next) {
        filter = next;
    }

    /** @return the filter in force */
    public @Nullable FilterStatus filter() {
        return filter;
    }

    /** Sets what clients did. */
    public void clients(List<ClientStatus> next) {
        clients = List.copyOf(next);
        clientsConnected = (int) next.stream().filter(ClientStatus::connected).count();
    }

    /** Sets when a client was last seen attached. */
    public void lastActivity(Instant when) {
        lastActivity = when.toString();
    }

    /** @return the status */
    public MirrorSessionStatus build() {
        return new MirrorSessionStatus(
                generation,
                phase,
                conditions.toList(),
                owner,
                target,
                agent,
                endpoints,
                serverName,
                filter,
                before.policies(),
                expiresAt,
                lastActivity,
                clientsConnected,
                clients);
    }
}
