package dev.periscope.javaagent.probe;

import java.net.InetAddress;
import java.util.Hashtable;
import java.util.StringJoiner;
import javax.naming.Context;
import javax.naming.directory.InitialDirContext;

/** Every way of the JDK to look up a name. */
final class Names {
    private Names() {}

    static void addTo(Probe probe) {
        probe.add("name of one address", () -> all("inventory.shop.svc"));
        probe.add("name of two families", () -> all("dual.shop.svc"));
        probe.add("name kept local", () -> all("postgres.shop.svc"));
        probe.add("denied name", () -> all("payments.prod.svc"));
        probe.add("unknown name", () -> all("nobody.shop.svc"));
        probe.add("name without addresses", () -> all("empty.shop.svc"));
        probe.add("name nobody could resolve", () -> all("flaky.shop.svc"));
        probe.add("name that is none", () -> all("two words"));
        probe.add("own name", () -> InetAddress.getLocalHost().getHostName().isEmpty());
        probe.add("localhost", () -> InetAddress.getByName("localhost").isLoopbackAddress());
        probe.add(
                "name an address was asked under",
                () -> InetAddress.getByName("inventory.shop.svc").getHostName());
        probe.add("JNDI", Names::jndi);
    }

    private static Object all(String name) throws Exception {
        StringJoiner addresses = new StringJoiner(",");
        for (InetAddress address : InetAddress.getAllByName(name)) {
            addresses.add(address.getHostAddress());
        }
        return addresses;
    }

    @SuppressWarnings({"JdkObsolete", "BanJNDI"}) // JNDI takes no other map; the server is ours
    private static Object jndi() throws Exception {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, "dns://192.0.2.53");
        return new InitialDirContext(environment)
                .getAttributes("anything.example", new String[] {"A"})
                .get("A");
    }
}
