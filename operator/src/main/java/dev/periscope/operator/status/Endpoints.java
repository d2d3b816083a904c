package dev.periscope.operator.status;

import dev.periscope.crds.v1alpha1.Endpoint;
import dev.periscope.operator.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/** Where clients reach a session, best first. */
public final class Endpoints {

    private Endpoints() {}

    /** @return the gateway's outer address if it has one, its Service, and a port-forward to its first pod */
    public static List<Endpoint> of(Settings settings) {
        List<Endpoint> endpoints = new ArrayList<>();
        settings.gatewayExternal()
                .ifPresent(at -> endpoints.add(new Endpoint(Endpoint.Type.Gateway, at.host(), at.port(), null)));
        endpoints.add(new Endpoint(
                Endpoint.Type.InCluster,
                settings.gatewayService() + "." + settings.namespace() + ".svc",
                settings.clientPort(),
                null));
        endpoints.add(new Endpoint(
                Endpoint.Type.PortForward,
                settings.gatewayService() + "-0",
                settings.clientPort(),
                settings.namespace()));
        return endpoints;
    }
}
