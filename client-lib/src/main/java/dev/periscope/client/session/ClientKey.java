package dev.periscope.client.session;

import dev.periscope.crds.v1alpha1.Client;
import dev.periscope.tunnel.key.Identity;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A key made on this machine for one attachment, and the name it goes by in the session. The private key never leaves
 * memory.
 */
public record ClientKey(String name, Identity identity) {
    private static final int LONGEST = 63;

    /** Makes a key, named after the user and the machine with a random end. */
    public static ClientKey create(String user, String machine, SecureRandom random, Clock clock) {
        byte[] end = new byte[3];
        random.nextBytes(end);
        String suffix = "-" + HexFormat.of().formatHex(end);
        String who = label(user + "-" + machine, LONGEST - suffix.length());
        String name = (who.isEmpty() ? "client" : who) + suffix;
        return new ClientKey(name, Identity.create(name, random, clock));
    }

    /** The entry for {@code spec.clients}. */
    public Client entry() {
        return new Client(name, identity.publicKeyBase64());
    }

    /** A DNS label (RFC 1123) out of any text. */
    static String label(String text, int longest) {
        String mapped = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String cut = mapped.length() > longest ? mapped.substring(0, longest) : mapped;
        return cut.replaceAll("^-+|-+$", "");
    }
}
