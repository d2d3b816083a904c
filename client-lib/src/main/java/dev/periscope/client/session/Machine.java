package dev.periscope.client.session;

import dev.periscope.client.dns.MachineNameServer;
import dev.periscope.client.outgoing.MachineNames;
import dev.periscope.filter.name.LocalNames;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the client needs to know of the machine it runs on. */
public final class Machine {
    private static final Path HOSTS = Path.of("/etc/hosts");
    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private Machine() {}

    /** Its own host name, without asking any name server; empty when it does not say. */
    public static String hostName(Map<String, String> environment) {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException notLinux) {
            return environment.getOrDefault("HOSTNAME", environment.getOrDefault("COMPUTERNAME", ""));
        }
    }

    /** The names it keeps for itself, as its hosts file has them now. */
    public static LocalNames names() {
        return LocalNames.of(MachineNames.read(HOSTS, hostName(System.getenv())));
    }

    /** The name servers of its {@code resolv.conf}. */
    public static List<InetAddress> nameServers() {
        return MachineNameServer.read(RESOLV_CONF);
    }
}
