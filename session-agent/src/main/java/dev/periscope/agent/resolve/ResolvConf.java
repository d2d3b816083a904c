package dev.periscope.agent.resolve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The pod's {@code resolv.conf}; see resolv.conf(5). A pod's file does not change while it lives, so it is read once.
 *
 * @param servers name servers in order, at most 3; the loopback address when the file names none
 * @param search the search list, without trailing dots, at most 32 as Kubernetes allows
 * @param ndots a name with at least that many dots is tried as it stands first, 0 to 15
 * @param timeout for one try at one server, 1 to 30 s
 * @param attempts how often the list of servers is gone through, 1 to 5
 */
public record ResolvConf(
        List<InetSocketAddress> servers, List<String> search, int ndots, Duration timeout, int attempts) {

    private static final int PORT = 53;
    private static final int MAX_SERVERS = 3;
    private static final int MAX_SEARCH = 32;

    public ResolvConf {
        servers = List.copyOf(servers);
        search = List.copyOf(search);
    }

    /** @throws IOException if the file cannot be read */
    public static ResolvConf read(Path file) throws IOException {
        return parse(Files.readString(file, StandardCharsets.UTF_8));
    }

    /** Lines that make no sense are passed over, as every resolver does. */
    public static ResolvConf parse(String text) {
        List<InetSocketAddress> servers = new ArrayList<>();
        List<String> search = List.of();
        int ndots = 1;
        int timeout = 5;
        int attempts = 2;
        for (String line : text.split("\n")) {
            String[] words = line.strip().split("\\s+");
            switch (words[0]) {
                case "nameserver" -> addServer(servers, words);
                case "search", "domain" -> search = suffixes(words);
                case "options" -> {
                    for (String option : words) {
                        ndots = number(option, "ndots:", 0, 15, ndots);
                        timeout = number(option, "timeout:", 1, 30, timeout);
                        attempts = number(option, "attempts:", 1, 5, attempts);
                    }
                }
                default -> {}
            }
        }
        if (servers.isEmpty()) {
            servers.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
        }
        return new ResolvConf(servers, search, ndots, Duration.ofSeconds(timeout), attempts);
    }

    private static void addServer(List<InetSocketAddress> servers, String[] words) {
        if (words.length > 1 && servers.size() < MAX_SERVERS) {
            AddressText.parse(words[1]).ifPresent(address -> servers.add(new InetSocketAddress(address, PORT)));
        }
    }

    private static List<String> suffixes(String[] words) {
        List<String> suffixes = new ArrayList<>();
        for (int i = 1; i < words.length && suffixes.size() < MAX_SEARCH; i++) {
            String suffix = words[i].endsWith(".") ? words[i].substring(0, words[i].length() - 1) : words[i];
            if (!suffix.isEmpty()) {
                suffixes.add(suffix);
            }
        }
        return suffixes;
    }

    private static int number(String option, String key, int low, int high, int otherwise) {
        if (!option.startsWith(key)) {
            return otherwise;
        }
        try {
            return Math.clamp(Integer.parseInt(option.substring(key.length())), low, high);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
