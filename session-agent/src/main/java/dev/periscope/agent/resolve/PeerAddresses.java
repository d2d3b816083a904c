package dev.periscope.agent.resolve;

import dev.periscope.tunnel.gateway.GatewayRegistration;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import dev.periscope.tunnel.message.ResolveRequest.Lookup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Finds Periscope's own peers, the operator and the gateways, through the pod's resolver, and remembers which name an
 * address was found by. Not thread-safe: owned by the agent's event loop.
 */
public final class PeerAddresses implements GatewayRegistration.Resolver {

    private final Resolver resolver;
    private final Map<InetAddress, String> names = new HashMap<>();

    public PeerAddresses(Resolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public CompletionStage<List<InetAddress>> resolve(String host) {
        Optional<InetAddress> literal = AddressText.parse(host);
        if (literal.isPresent()) {
            return CompletableFuture.completedFuture(List.of(literal.get()));
        }
        boolean absolute = host.endsWith(".");
        String name = absolute ? host.substring(0, host.length() - 1) : host;
        return resolver.lookup(new Lookup(name, Family.ANY, absolute)).thenCompose(answer -> {
            if (answer instanceof ResolveAnswer.Found found) {
                List<InetAddress> addresses = found.addresses().stream()
                        .map(ResolveAnswer.Address::address)
                        .toList();
                addresses.forEach(address -> names.put(address, host));
                return CompletableFuture.completedFuture(addresses);
            }
            return CompletableFuture.failedFuture(
                    new UnknownHostException(host + ": the pod's resolver answered " + answer));
        });
    }

    /**
     * @param endpoint {@code address:port}, IPv6 in brackets
     * @return the name the address was found by; the address itself if it was given as one
     */
    public String nameOf(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        String host = colon < 0 ? endpoint : endpoint.substring(0, colon).replaceAll("[\\[\\]]", "");
        return AddressText.parse(host)
                .map(address -> names.getOrDefault(address, host))
                .orElse(host);
    }
}
