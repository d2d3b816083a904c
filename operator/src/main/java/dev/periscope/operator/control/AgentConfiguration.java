package dev.periscope.operator.control;

import dev.periscope.control.AgentMessage.EnvironmentSource;
import dev.periscope.control.OperatorMessage;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.Outgoing;
import dev.periscope.operator.environment.BuiltInExclusions;
import dev.periscope.operator.environment.PodEnvironment;
import dev.periscope.operator.settings.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an agent is told, as a function of the session and its surroundings. */
public final class AgentConfiguration {

    private static final int CONNECTIONS = 2000;
    private static final long MEMORY_BYTES = 64L << 20;
    private static final long MINIMUM_HEAD_ROOM_BYTES = 24L << 20;

    private AgentConfiguration() {}

    /**
     * @param tied whether the agent shares the target's cgroup view, and so can tell when memory runs short
     * @param processReadable whether the agent could read the target process' environment
     * @param environment the environment as the pod's specification tells it
     * @param gateways the gateways' agent ports
     * @param gatewayKeyHash what the agent pins them by
     * @return a configuration of revision 0
     */
    public static OperatorMessage.Configure of(
            MirrorSession session,
            boolean tied,
            boolean processReadable,
            PodEnvironment environment,
            List<HostPort> gateways,
            String gatewayKeyHash) {
        return new OperatorMessage.Configure(
                0,
                session.getMetadata().getNamespace(),
                session.getMetadata().getName(),
                serverName(session.getMetadata().getUid()),
                outgoing(session.getSpec().outgoing()),
                List.of(),
                session.getSpec().clients().stream()
                        .map(c -> new OperatorMessage.Client(c.name(), c.publicKey()))
                        .toList(),
                gateways.stream()
                        .map(g -> new OperatorMessage.Gateway(g.host(), g.port(), gatewayKeyHash))
                        .toList(),
                environment(session, processReadable && environment.complete(), environment),
                new OperatorMessage.Limits(CONNECTIONS, MEMORY_BYTES, tied ? MINIMUM_HEAD_ROOM_BYTES : 0));
    }

    /** @return the SNI that leads to a session */
    public static String serverName(String sessionUid) {
        return sessionUid + ".session.periscope.dev";
    }

    private static OperatorMessage.Outgoing outgoing(Outgoing written) {
        return new OperatorMessage.Outgoing(
                written.filter().local(),
                written.filter().remote(),
                written.filter().deny(),
                Optional.ofNullable(written.defaultSide()).map(Enum::name),
                written.redirect(),
                written.unresolvedLocal().name(),
                written.onChange().name());
    }

    private static OperatorMessage.Environment environment(
            MirrorSession session, boolean fromProcess, PodEnvironment collected) {
        List<String> exclude = new ArrayList<>(session.getSpec().env().exclude());
        exclude.addAll(BuiltInExclusions.GLOBS);
        return new OperatorMessage.Environment(
                fromProcess ? EnvironmentSource.Process : EnvironmentSource.PodSpec,
                session.getSpec().env().include(),
                exclude,
                collected.withheld(),
                collected.values());
    }
}
