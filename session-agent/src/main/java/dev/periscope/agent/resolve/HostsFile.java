package dev.periscope.agent.resolve;

import dev.periscope.filter.address.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The pod's hosts file, which the kubelet writes once (host aliases included); see hosts(5). */
record HostsFile(Map<String, List<IpAddress>> addresses) {

    HostsFile {
        addresses = Map.copyOf(addresses);
    }

    /** A pod without the file simply has no such names. */
    static HostsFile read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new HostsFile(Map.of());
        }
    }

    static HostsFile parse(String text) {
        Map<String, List<IpAddress>> addresses = new HashMap<>();
        for (String line : text.split("\n")) {
            String[] words = line.split("#", 2)[0].strip().split("\\s+");
            AddressText.parse(words[0]).map(IpAddress::of).ifPresent(address -> {
                for (int i = 1; i < words.length; i++) {
                    addresses
                            .computeIfAbsent(canonical(words[i]), name -> new ArrayList<>())
                            .add(address);
                }
            });
        }
        return new HostsFile(addresses);
    }

    /** @return the name's addresses in the order of the file; empty if it has no line */
    List<IpAddress> lookup(String name) {
        return addresses.getOrDefault(canonical(name), List.of());
    }

    private static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
