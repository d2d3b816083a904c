package dev.periscope.agent;

import dev.periscope.agent.environment.ProcessEnvironment;
import dev.periscope.agent.environment.ProcessReading;
import dev.periscope.agent.environment.ProcessStatus;
import dev.periscope.agent.headroom.HeadRoom;
import dev.periscope.control.AgentMessage.EnvironmentSource;
import dev.periscope.control.AgentMessage.Facts;
import dev.periscope.tunnel.tls.TlsProvider;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Gathers what the operator wants to know about the place the agent found itself in. */
final class OwnFacts {

    private static final int UNKNOWN = -1;

    private final Path proc;
    private final ProcessEnvironment target;
    private final ProcessReading reading;
    private final HeadRoom headRoom;
    private final TlsProvider tls;

    OwnFacts(Path proc, ProcessEnvironment target, ProcessReading reading, HeadRoom headRoom, TlsProvider tls) {
        this.proc = proc;
        this.target = target;
        this.reading = reading;
        this.headRoom = headRoom;
        this.tls = tls;
    }

    Facts gather(Optional<String> podAddress) {
        Optional<ProcessStatus> own = ProcessStatus.of(proc.resolve("self"));
        Optional<ProcessStatus> other = target.status();
        OptionalLong left = headRoom.left();
        Map<String, String> notes = new HashMap<>();
        if (reading instanceof ProcessReading.Unreadable(String why)) {
            notes.put("environment", why);
        }
        if (tls == TlsProvider.JDK) {
            notes.put("tls", TlsProvider.whyNotBoringSsl());
        }
        return new Facts(
                podAddress,
                reading instanceof ProcessReading.Read ? EnvironmentSource.Process : EnvironmentSource.PodSpec,
                own.map(ProcessStatus::uid).orElse(UNKNOWN),
                own.map(ProcessStatus::gid).orElse(UNKNOWN),
                other.map(ProcessStatus::uid),
                other.map(ProcessStatus::gid),
                left.isPresent() ? Optional.of(left.getAsLong()) : Optional.empty(),
                tls.name(),
                notes);
    }
}
