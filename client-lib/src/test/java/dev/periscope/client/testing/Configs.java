package dev.periscope.client.testing;

import dev.periscope.tunnel.message.LinkConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Filters for tests, for a pod in namespace shop. */
public final class Configs {
    private Configs() {}

    public static LinkConfig none() {
        return of(List.of(), List.of(), List.of(), Map.of(), "Loopback", "Drain");
    }

    public static LinkConfig local(String... entries) {
        return of(List.of(entries), List.of(), List.of(), Map.of(), "Loopback", "Drain");
    }

    public static LinkConfig deny(String... entries) {
        return of(List.of(), List.of(), List.of(entries), Map.of(), "Loopback", "Drain");
    }

    public static LinkConfig of(
            List<String> local,
            List<String> remote,
            List<String> deny,
            Map<String, String> redirect,
            String unresolvedLocal,
            String onChange) {
        return new LinkConfig(
                1,
                "",
                local,
                remote,
                deny,
                Optional.empty(),
                redirect,
                unresolvedLocal,
                onChange,
                List.of(),
                List.of("shop.svc.cluster.local", "svc.cluster.local", "cluster.local"),
                5);
    }
}
