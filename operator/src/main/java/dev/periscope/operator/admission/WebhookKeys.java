package dev.periscope.operator.admission;

import dev.periscope.operator.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The webhook's keys with their certificates, oldest first; each certificate is its own trust anchor. What is served and
 * what is trusted follow from the certificates' dates alone, so that all replicas agree without talking. A new key is
 * trusted for {@link #ANNOUNCED} before it is served: API servers take up a changed configuration with a delay.
 */
record WebhookKeys(List<Identity> keys) {

    /** How long a certificate holds. */
    static final Duration VALIDITY = Duration.ofDays(90);

    /** How much of that is left when the next key is made. */
    static final Duration RENEWED_BEFORE = Duration.ofDays(30);

    /** From a key's being trusted to its being served, unless it is the only one. */
    static final Duration ANNOUNCED = Duration.ofMinutes(10);

    /** How long a replaced key stays trusted, for a replica or an API server that lags. */
    static final Duration KEPT = Duration.ofDays(1);

    WebhookKeys {
        keys = keys.stream().sorted(Comparator.comparing(WebhookKeys::made)).toList();
    }

    /**
     * @param names every name API servers may dial
     * @param fresh makes a key for these names
     * @return what is to be stored from now on; equal to this most of the time
     */
    WebhookKeys maintained(Instant now, List<String> names, Supplier<Identity> fresh) {
        List<Identity> next = new ArrayList<>(keys);
        next.removeIf(key -> !expires(key).isAfter(now));
        if (next.isEmpty()
                || expires(next.getLast()).isBefore(now.plus(RENEWED_BEFORE))
                || !namesOf(next.getLast()).containsAll(names)) {
            next.add(fresh.get());
        }
        Instant newestServedSince = made(next.getLast()).plus(ANNOUNCED);
        if (now.isAfter(newestServedSince.plus(KEPT))) {
            next.subList(0, next.size() - 1).clear();
        }
        return new WebhookKeys(next);
    }

    /** @return the newest key that was announced for long enough, or the oldest there is */
    Identity serving(Instant now) {
        return keys.reversed().stream()
                .filter(key -> !made(key).plus(ANNOUNCED).isAfter(now))
                .findFirst()
                .orElseGet(keys::getFirst);
    }

    /** @return all certificates in PEM, in base64, as {@code clientConfig.caBundle} takes them */
    String caBundle() {
        String pem = keys.stream().map(Identity::certificatePem).collect(Collectors.joining());
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static Instant made(Identity key) {
        return key.certificate().getNotBefore().toInstant().plus(Identity.BACKDATED);
    }

    private static Instant expires(Identity key) {
        return key.certificate().getNotAfter().toInstant();
    }

    private static Set<String> namesOf(Identity key) {
        X509Certificate certificate = key.certificate();
        Set<String> names = new HashSet<>();
        try {
            if (certificate.getSubjectAlternativeNames() != null) {
                certificate.getSubjectAlternativeNames().forEach(name -> names.add(String.valueOf(name.get(1))));
            }
        } catch (CertificateParsingException e) {
            return Set.of(); // then it serves no name
        }
        return names;
    }
}
