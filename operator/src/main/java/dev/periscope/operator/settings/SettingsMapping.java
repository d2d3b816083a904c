package dev.periscope.operator.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The operator's settings as properties {@code periscope.*} or environment variables {@code PERISCOPE_*}
 * ({@code periscope.gateway.hosts} is {@code PERISCOPE_GATEWAY_HOSTS}). {@link #settings} checks them.
 */
@ConfigMapping(prefix = "periscope")
public interface SettingsMapping {

    /** The operator's own namespace. */
    @WithDefault("periscope-system")
    String namespace();

    /** How agents run. */
    Agent agent();

    /** The control channel. */
    Control control();

    /** The gateways. */
    Gateway gateway();

    /** Whether environment values from Secrets are given: Deny, IfReadable or Allow. */
    @WithDefault("IfReadable")
    SecretsRule secrets();

    /**
     * Whether the operator serves the admission webhook, which stamps each session with its owner. Where it does not, no
     * session has an owner, and Secrets are withheld under IfReadable. Where it does, it is Ready once the API server
     * was told to trust it.
     */
    @WithDefault("false")
    boolean ownersStamped();

    /** The admission webhook, if {@link #ownersStamped}. */
    Admission admission();

    /** Whether the process only tries its parts, without a cluster, and ends. */
    @WithDefault("false")
    boolean selftest();

    /** How agents run. */
    interface Agent {
        /** Image of agents. */
        @WithDefault("periscope/agent:dev")
        String image();

        /** Pull policy of agents' images. */
        @WithDefault("IfNotPresent")
        String pullPolicy();

        /** From asking for an agent to its being ready, 10 s to 10 min. */
        @WithDefault("90s")
        Duration startDeadline();

        /** How long a control channel may be down before its agent counts as lost, 1 s to 5 min. */
        @WithDefault("30s")
        Duration reconnectGrace();
    }

    /** The control channel. */
    interface Control {
        /** Port that agents dial; 0 for any, in tests. */
        @WithDefault("9443")
        int port();

        /** Address to listen on. */
        @WithDefault("0.0.0.0")
        String bind();

        /** {@code host:port} that agents are told to dial; absent: the Service's name. */
        Optional<String> address();
    }

    /** The admission webhook. */
    interface Admission {
        /** Port that API servers dial; 0 for any, in tests. */
        @WithDefault("9444")
        int port();

        /** Address to listen on. */
        @WithDefault("0.0.0.0")
        String bind();

        /** Names and addresses besides the Service's, for a configuration whose clientConfig has a url. */
        Optional<List<String>> hosts();
    }

    /** The gateways. */
    interface Gateway {
        /** Agent ports, {@code host[:port]}; absent: the first pod of the StatefulSet. */
        Optional<List<String>> hosts();

        /** {@code host:port} by which clients outside of the cluster reach a gateway. */
        Optional<String> external();

        /** Name of the gateways' Service and StatefulSet. */
        @WithDefault("periscope-gateway")
        String service();

        /** Port for clients. */
        @WithName("client-port")
        @WithDefault("8443")
        int clientPort();
    }

    /** @return every name API servers may dial the webhook by */
    default List<String> admissionNames() {
        return Stream.concat(
                        Stream.of("periscope-operator." + namespace() + ".svc"),
                        admission().hosts().orElse(List.of()).stream())
                .toList();
    }

    /**
     * @return the settings as plain values
     * @throws IllegalArgumentException if one is out of its bounds; its message names the property
     */
    default Settings settings() {
        String suffix = "." + namespace() + ".svc";
        HostPort address =
                parse("periscope.control.address", control().address().orElse("periscope-operator" + suffix), 9443);
        List<HostPort> gateways =
                gateway()
                        .hosts()
                        .orElse(List.of(gateway().service() + "-0." + gateway().service() + suffix))
                        .stream()
                        .map(text -> parse("periscope.gateway.hosts", text, 8444))
                        .toList();
        return new Settings(
                namespace(),
                agent().image(),
                agent().pullPolicy(),
                address,
                gateways,
                gateway().service(),
                gateway().clientPort(),
                gateway().external().map(text -> parse("periscope.gateway.external", text, 8443)),
                secrets(),
                new Settings.Times(
                        within(
                                "periscope.agent.start-deadline",
                                agent().startDeadline(),
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(10)),
                        within(
                                "periscope.agent.reconnect-grace",
                                agent().reconnectGrace(),
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(5)),
                        Settings.Times.DEFAULT.endGrace()));
    }

    private static HostPort parse(String property, String text, int defaultPort) {
        try {
            return HostPort.parse(text, defaultPort);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }

    private static Duration within(String property, Duration value, Duration low, Duration high) {
        if (value.compareTo(low) < 0 || value.compareTo(high) > 0) {
            throw new IllegalArgumentException(property + ": expected " + low + " to " + high + ", found " + value);
        }
        return value;
    }
}
