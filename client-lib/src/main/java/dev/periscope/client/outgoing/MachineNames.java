package dev.periscope.client.outgoing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The names this machine keeps for itself: those of its hosts file, its own, and {@code localhost}. */
public final class MachineNames {
    private MachineNames() {}

    /** The names, in lower case. A hosts file that cannot be read counts as empty, as the system resolver has it. */
    public static Set<String> read(Path hostsFile, String ownName) {
        Set<String> names = new LinkedHashSet<>();
        names.add("localhost");
        if (!ownName.isBlank()) {
            names.add(ownName.strip().toLowerCase(Locale.ROOT));
        }
        try {
            names.addAll(parse(Files.readString(hostsFile, StandardCharsets.ISO_8859_1)));
        } catch (IOException absent) {
            return names;
        }
        return names;
    }

    /** See hosts(5): an address, then names, up to a {@code #}. */
    static Set<String> parse(String text) {
        Set<String> names = new LinkedHashSet<>();
        text.lines().forEach(line -> {
            int comment = line.indexOf('#');
            String[] fields =
                    (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+");
            for (int i = 1; i < fields.length; i++) {
                String name = fields[i].toLowerCase(Locale.ROOT);
                names.add(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
            }
        });
        return names;
    }
}
