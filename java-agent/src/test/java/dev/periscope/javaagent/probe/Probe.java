package dev.periscope.javaagent.probe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Runs cases and prints a line for each: its name, {@code is} or {@code throws}, and the evidence. */
public final class Probe {
    private final Map<String, Callable<Object>> cases = new LinkedHashMap<>();

    private Probe() {}

    /** The groups to run, then the port of the server on this machine. */
    public static void main(String[] arguments) throws Exception {
        int local = Integer.parseInt(arguments[1]);
        Probe probe = new Probe();
        for (String group : arguments[0].split(",")) {
            switch (group) {
                case "streams" -> Streams.addTo(probe, local);
                case "names" -> Names.addTo(probe);
                case "datagrams" -> Datagrams.addTo(probe);
                case "faults" -> Faults.addTo(probe);
                case "outage" -> Outage.addTo(probe, local);
                case "child" -> Child.addTo(probe);
                case "attach" -> Attach.addTo(probe);
                case "clients" -> Clients.addTo(probe);
                case "netty" -> Netty.addTo(probe, local);
                default -> throw new IllegalArgumentException(group);
            }
        }
        probe.run();
        System.out.flush();
        Runtime.getRuntime().halt(0); // some libraries leave threads
    }

    void add(String name, Callable<Object> body) {
        cases.put(name, body);
    }

    private void run() {
        cases.forEach((name, body) -> System.out.println(name + "\t" + outcome(body)));
    }

    private static String outcome(Callable<Object> body) {
        try {
            return "is\t" + body.call();
        } catch (Throwable failure) {
            return "throws\t" + failure.getClass().getSimpleName() + ": " + failure.getMessage();
        }
    }
}
