package dev.periscope.cli;

import dev.periscope.crds.v1alpha1.AgentStatus;
import dev.periscope.crds.v1alpha1.Condition;
import dev.periscope.crds.v1alpha1.ConditionType;
import dev.periscope.crds.v1alpha1.Endpoint;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.MirrorSessionStatus;
import dev.periscope.crds.v1alpha1.Owner;
import dev.periscope.crds.v1alpha1.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sessions as a table, in the columns of {@code kubectl get ms}. Pure. */
final class SessionTable {
    private SessionTable() {}

    static String of(List<MirrorSession> sessions, boolean withNamespace, boolean wide, Instant now) {
        if (sessions.isEmpty()) {
            return "No sessions.\n";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(header(withNamespace, wide));
        sessions.forEach(session -> rows.add(row(session, withNamespace, wide, now)));
        return Columns.align(rows);
    }

    private static List<String> header(boolean withNamespace, boolean wide) {
        List<String> header = new ArrayList<>();
        if (withNamespace) {
            header.add("NAMESPACE");
        }
        header.addAll(List.of("NAME", "TARGET", "READY", "PHASE", "OWNER", "CLIENTS", "AGE"));
        if (wide) {
            header.addAll(List.of("AGENT", "ENDPOINT", "REASON"));
        }
        return header;
    }

    private static List<String> row(MirrorSession session, boolean withNamespace, boolean wide, Instant now) {
        MirrorSessionStatus status = Optional.ofNullable(session.getStatus()).orElse(MirrorSessionStatus.NONE);
        Optional<Condition> ready = status.condition(ConditionType.Ready);
        List<String> row = new ArrayList<>();
        if (withNamespace) {
            row.add(session.getMetadata().getNamespace());
        }
        row.add(session.getMetadata().getName());
        row.add(Optional.ofNullable(session.getSpec().target())
                .map(Target::toString)
                .orElse("-"));
        row.add(ready.map(condition -> condition.status().name()).orElse("-"));
        row.add(Optional.ofNullable(status.phase()).map(Enum::name).orElse("-"));
        row.add(Optional.ofNullable(status.owner()).map(Owner::username).orElse("-"));
        row.add(Optional.ofNullable(status.clientsConnected())
                .map(String::valueOf)
                .orElse("0"));
        row.add(age(session.getMetadata().getCreationTimestamp(), now));
        if (wide) {
            row.add(Optional.ofNullable(status.agent()).map(AgentStatus::name).orElse("-"));
            row.add(status.endpoints().stream().findFirst().map(Endpoint::host).orElse("-"));
            row.add(ready.map(Condition::reason).orElse("-"));
        }
        return row;
    }

    /** As kubectl shortens it: the two largest units at most. */
    static String age(String created, Instant now) {
        Duration age = Duration.between(Instant.parse(created), now);
        if (age.toMinutes() < 2) {
            return Math.max(0, age.toSeconds()) + "s";
        }
        if (age.toHours() < 3) {
            return age.toMinutes() + "m";
        }
        return age.toDays() < 2 ? age.toHours() + "h" : age.toDays() + "d";
    }
}
