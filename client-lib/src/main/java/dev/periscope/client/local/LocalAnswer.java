package dev.periscope.client.local;

import java.util.List;
import java.util.stream.Collectors;

/** One answer line of the local protocol, version 1. */
sealed interface LocalAnswer {

    /** The answer as it goes over the socket, without its line feed. */
    String line();

    record Welcome(int version, String session, List<String> nameservers) implements LocalAnswer {
        @Override
        public String line() {
            String dns = nameservers.isEmpty() ? "" : " dns=" + String.join(",", nameservers);
            return "WELCOME v=" + version + " session=" + session + dns;
        }
    }

    record Bye(String reason) implements LocalAnswer {
        @Override
        public String line() {
            return "BYE " + plain(reason);
        }
    }

    record Addresses(String id, long ttlSeconds, List<String> addresses) implements LocalAnswer {
        @Override
        public String line() {
            return "ADDR " + id + " " + ttlSeconds + " " + addresses.stream().collect(Collectors.joining(","));
        }
    }

    record Local(String id) implements LocalAnswer {
        @Override
        public String line() {
            return "LOCAL " + id;
        }
    }

    record NoSuchName(String id, String text) implements LocalAnswer {
        @Override
        public String line() {
            return "NX " + id + " " + plain(text);
        }
    }

    record NoData(String id) implements LocalAnswer {
        @Override
        public String line() {
            return "NODATA " + id;
        }
    }

    record TryAgain(String id, String text) implements LocalAnswer {
        @Override
        public String line() {
            return "TRYAGAIN " + id + " " + plain(text);
        }
    }

    record Via(String id, String address, int port) implements LocalAnswer {
        @Override
        public String line() {
            return "VIA " + id + " " + address + " " + port;
        }
    }

    record Deny(String id, String text) implements LocalAnswer {
        @Override
        public String line() {
            return "DENY " + id + " " + plain(text);
        }
    }

    record Failed(String id, String errno, String text) implements LocalAnswer {
        @Override
        public String line() {
            return "ERR " + id + " " + errno + " " + plain(text);
        }
    }

    record Original(String id, String address, int port) implements LocalAnswer {
        @Override
        public String line() {
            return "ORIG " + id + " " + address + " " + port;
        }
    }

    record None(String id) implements LocalAnswer {
        @Override
        public String line() {
            return "NONE " + id;
        }
    }

    /** Text from elsewhere may not break the line protocol: controls become spaces, and its length is bounded. */
    private static String plain(String text) {
        String bounded = text.length() > 900 ? text.substring(0, 900) + "…" : text;
        return bounded.chars()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
