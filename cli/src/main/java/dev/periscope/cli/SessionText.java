package dev.periscope.cli;

import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.ClientStatus;
import dev.periscope.crds.v1alpha1.Condition;
import dev.periscope.crds.v1alpha1.Endpoint;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import dev.periscope.crds.v1alpha1.Outgoing;
import dev.periscope.crds.v1alpha1.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One session in lines for people. Pure. */
final class SessionText {
    private SessionText() {}

    static String of(MirrorSession session) {
        MirrorSessionStatus status = Optional.ofNullable(session.getStatus()).orElse(MirrorSessionStatus.NONE);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "Session",
                session.getMetadata().getNamespace() + "/"
                        + session.getMetadata().getName()));
        rows.add(List.of("Target", target(session, status)));
        rows.add(List.of(
                "Phase", Optional.ofNullable(status.phase()).map(Enum::name).orElse("not seen by the operator yet")));
        Optional.ofNullable(status.agent()).ifPresent(agent -> rows.add(List.of("Agent", agent(agent))));
        for (Endpoint endpoint : status.endpoints()) {
            rows.add(List.of("Endpoint", endpoint.type() + " " + endpoint.host() + ":" + endpoint.port()));
        }
        Optional.ofNullable(status.expiresAt()).ifPresent(end -> rows.add(List.of("Expires", end)));
        rows.addAll(outgoing(session.getSpec().outgoing()));
        for (Condition condition : status.conditions()) {
            rows.add(List.of(
                    condition.type(), condition.status() + " (" + condition.reason() + ") " + condition.message()));
        }
        for (ClientStatus client : status.clients()) {
            rows.add(List.of(
                    "Client",
                    client.name() + (client.connected() ? " attached, " : " not attached, ") + client.flows()
                            + " flows, "
                            + client.bytesIn() + " bytes in, " + client.bytesOut() + " out, " + client.denied()
                            + " denied"));
        }
        return Columns.align(rows);
    }

    private static String target(MirrorSession session, MirrorSessionStatus status) {
        String spec = Optional.ofNullable(session.getSpec().target())
                .map(Target::toString)
                .orElse("none (targetless)");
        return Optional.ofNullable(status.target())
                .map(found -> spec + ", pod " + found.pod() + ", container " + found.container())
                .orElse(spec);
    }

    private static String agent(AgentStatus agent) {
        return agent.name() + " (" + agent.mode() + ") in pod " + agent.pod()
                + Optional.ofNullable(agent.memory())
                        .map(bytes -> ", " + bytes / (1 << 20) + " MiB")
                        .orElse("");
    }

    private static List<List<String>> outgoing(Outgoing outgoing) {
        List<List<String>> rows = new ArrayList<>();
        entries(rows, "Local", outgoing.filter().local());
        entries(rows, "Remote", outgoing.filter().remote());
        entries(rows, "Deny", outgoing.filter().deny());
        Optional.ofNullable(outgoing.defaultSide()).ifPresent(side -> rows.add(List.of("Default", side.name())));
        outgoing.redirect().forEach((from, to) -> rows.add(List.of("Redirect", from + " to " + to)));
        return rows;
    }

    private static void entries(List<List<String>> rows, String side, List<String> entries) {
        if (!entries.isEmpty()) {
            rows.add(List.of(side, String.join(", ", entries)));
        }
    }
}
