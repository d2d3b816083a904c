package dev.periscope.agent.selftest;

import dev.periscope.control.AgentMessage.EnvironmentSource;
import dev.periscope.control.OperatorMessage;
import dev.periscope.control.OperatorMessage.Client;
import dev.periscope.control.OperatorMessage.Configure;
import dev.periscope.control.OperatorMessage.Gateway;
import dev.periscope.control.OperatorMessage.Limits;
import dev.periscope.control.OperatorMessage.Outgoing;
import dev.periscope.control.OperatorMessage.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations as an operator sends them, made small by leaving the rest at its plainest. */
public final class SampleConfiguration {

    private SampleConfiguration() {}

    /** Everything is remote; nobody may attach. */
    public static Configure open() {
        return with(outgoing(List.of(), List.of(), List.of()), List.of());
    }

    /** Everything but these entries is remote. */
    public static Configure deny(String... entries) {
        return with(outgoing(List.of(), List.of(), List.of(entries)), List.of());
    }

    /** Everything but these entries is local. */
    public static Configure remoteOnly(String... entries) {
        return with(outgoing(List.of(), List.of(entries), List.of()), List.of());
    }

    /** Everything is remote but what policy {@code team} denies. */
    public static Configure policyDeny(String... entries) {
        return with(
                outgoing(List.of(), List.of(), List.of()),
                List.of(new Policy("team", false, List.of(entries), List.of(), List.of())));
    }

    /** Everything is remote but what policy {@code team} keeps local. */
    public static Configure policyMustBeLocal(String... entries) {
        return with(
                outgoing(List.of(), List.of(), List.of()),
                List.of(new Policy("team", false, List.of(), List.of(entries), List.of())));
    }

    public static Outgoing outgoing(List<String> local, List<String> remote, List<String> deny) {
        return new Outgoing(local, remote, deny, Optional.empty(), Map.of(), "Loopback", "Drain");
    }

    public static Configure with(Outgoing outgoing, List<Policy> policies) {
        return new Configure(
                1,
                "shop",
                "try",
                "uid.session.periscope.dev",
                outgoing,
                policies,
                List.of(),
                List.of(),
                environment(Map.of()),
                new Limits(2_000, 32 << 20, 0));
    }

    public static OperatorMessage.Environment environment(Map<String, String> values) {
        return new OperatorMessage.Environment(
                EnvironmentSource.PodSpec, List.of(), List.of("AWS_*"), List.of(), values);
    }

    /** Another revision of a configuration, for these clients and gateways. */
    public static Configure revised(Configure configure, long revision, List<Client> clients, List<Gateway> gateways) {
        return new Configure(
                revision,
                configure.namespace(),
                configure.session(),
                configure.serverName(),
                configure.outgoing(),
                configure.policies(),
                clients,
                gateways,
                configure.environment(),
                configure.limits());
    }
}
