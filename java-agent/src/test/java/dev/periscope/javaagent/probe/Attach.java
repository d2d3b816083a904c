package dev.periscope.javaagent.probe;

import com.sun.tools.attach.VirtualMachine;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;

/** The agent comes while the program runs; the path of its jar is in a property. */
final class Attach {
    private Attach() {}

    static void addTo(Probe probe) {
        probe.add("connect before", () -> {
            try {
                return Streams.connected(Peer.inventory(), 0);
            } catch (SocketException unreachable) {
                return "fails";
            }
        });
        probe.add("name before", () -> {
            try {
                return InetAddress.getAllByName("dual.shop.svc").length;
            } catch (UnknownHostException unknown) {
                return "fails";
            }
        });
        probe.add("attach", Attach::attach);
        probe.add("attach again", Attach::attach);
        probe.add("connect after", () -> Streams.connected(Peer.inventory(), 0));
        probe.add("name after", () -> InetAddress.getAllByName("inventory.shop.svc")[0]);
    }

    private static Object attach() throws Exception {
        VirtualMachine self =
                VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
        self.loadAgent(System.getProperty("agent"), "socket=" + System.getProperty("socket"));
        self.detach();
        return "done";
    }
}
