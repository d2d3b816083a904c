package dev.periscope.javaagent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Javas on this machine, one of each release the agent is for: in {@code /usr/lib/jvm}, in {@code PERISCOPE_JDKS}, a
 * path list, and in the cache, where {@code fetch-jdk21.sh} puts one. */
final class Jdks {
    private static final List<Integer> WANTED = List.of(17, 21, 25);

    private Jdks() {}

    /** Homes by release; says which ones are missing. */
    static Map<Integer, Path> all() {
        Map<Integer, Path> found = new TreeMap<>();
        for (Path home : candidates()) {
            int release = release(home);
            if (WANTED.contains(release) && Files.isExecutable(home.resolve("bin/java"))) {
                found.putIfAbsent(release, home);
            }
        }
        for (int release : WANTED) {
            if (!found.containsKey(release)) {
                System.out.println(
                        "skipped: Java " + release
                                + " is neither in /usr/lib/jvm nor in PERISCOPE_JDKS (java-agent/fetch-jdk21.sh fetches a Java 21)");
            }
        }
        return found;
    }

    private static List<Path> candidates() {
        List<Path> homes = new ArrayList<>();
        homes.add(Path.of(System.getProperty("java.home")));
        String named = System.getenv("PERISCOPE_JDKS");
        if (named != null) {
            for (String home : named.split(java.io.File.pathSeparator)) {
                homes.add(Path.of(home));
            }
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        homes.add((cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache))
                .resolve("periscope/jdk-21"));
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> entries = Files.list(installed)) {
                entries.sorted().forEach(homes::add);
            } catch (IOException unreadable) {
                System.out.println("skipped: " + installed + " cannot be read");
            }
        }
        return homes;
    }

    private static int release(Path home) {
        try {
            for (String line : Files.readAllLines(home.resolve("release"))) {
                if (line.startsWith("JAVA_VERSION=\"")) {
                    return Integer.parseInt(line.substring(14).split("[.\"+-]")[0]);
                }
            }
        } catch (IOException notAJdk) {
            return 0;
        }
        return 0;
    }
}
