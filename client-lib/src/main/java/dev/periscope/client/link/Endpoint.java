package dev.periscope.client.link;

import java.util.Optional;
import java.util.function.Predicate;

/** A way to a gateway. */
public sealed interface Endpoint {

    /** The endpoint in words, for messages. */
    String describe();

    /** How it is reached. */
    default dev.periscope.crds.v1alpha1.Endpoint.Type type() {
        return switch (this) {
            case Gateway _ -> dev.periscope.crds.v1alpha1.Endpoint.Type.Gateway;
            case InCluster _ -> dev.periscope.crds.v1alpha1.Endpoint.Type.InCluster;
            case PortForward _ -> dev.periscope.crds.v1alpha1.Endpoint.Type.PortForward;
        };
    }

    /**
     * Which endpoints this process may try.
     *
     * @param way the only way the user allows; absent: all that can lead somewhere
     * @param insideCluster whether this process runs inside the cluster, so that Service names lead somewhere
     */
    static Predicate<Endpoint> usable(Optional<dev.periscope.crds.v1alpha1.Endpoint.Type> way, boolean insideCluster) {
        return endpoint -> way.map(endpoint.type()::equals)
                .orElse(insideCluster || endpoint.type() != dev.periscope.crds.v1alpha1.Endpoint.Type.InCluster);
    }

    /** A gateway's own address. */
    record Gateway(String host, int port) implements Endpoint {
        @Override
        public String describe() {
            return "gateway " + host + ":" + port;
        }
    }

    /** A gateway's Service, which only answers inside the cluster. */
    record InCluster(String host, int port) implements Endpoint {
        @Override
        public String describe() {
            return "service " + host + ":" + port;
        }
    }

    /** A gateway's pod, reached through the API server. */
    record PortForward(String namespace, String pod, int port) implements Endpoint {
        @Override
        public String describe() {
            return "port-forward to " + namespace + "/" + pod + ":" + port;
        }
    }
}
