package dev.periscope.agent;

import dev.periscope.agent.resolve.ResolvConf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the agent finds where it runs. Read once: a pod's files do not change while it lives.
 *
 * @param proc where proc(5) is mounted
 * @param resolvConf the pod's resolver configuration
 * @param hosts the text of the pod's hosts file
 */
public record Surroundings(Path proc, ResolvConf resolvConf, String hosts) {

    /** @throws IOException if the pod has no {@code /etc/resolv.conf} */
    static Surroundings ofThisPod() throws IOException {
        Path hosts = Path.of("/etc/hosts");
        return new Surroundings(
                Path.of("/proc"),
                ResolvConf.read(Path.of("/etc/resolv.conf")),
                Files.isReadable(hosts) ? Files.readString(hosts, StandardCharsets.UTF_8) : "");
    }
}
