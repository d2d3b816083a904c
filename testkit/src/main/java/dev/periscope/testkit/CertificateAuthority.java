package dev.periscope.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signs the certificates of the test API server, of its users and of webhooks served by the tests. Safe for use by
 * several threads.
 *
 * <p>All certificates share one key pair: making an RSA key takes longer than starting etcd, and RSA it must be because
 * Fabric8 takes a PKCS#8 key for RSA.
 */
public final class CertificateAuthority {
    private static final Duration VALID = Duration.ofDays(7);
    private static final X500Name NAME = new X500Name("CN=periscope-testkit");

    private final KeyPair keys;
    private final Instant now;
    private final AtomicLong serial = new AtomicLong(1);
    private final String certificate;

    CertificateAuthority(Instant now) {
        this.now = now;
        this.keys = generate();
        this.certificate = sign(
                NAME, builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true)));
    }

    /** PEM; what a client trusts, and the {@code caBundle} of a webhook once encoded with base64. */
    public String certificate() {
        return certificate;
    }

    /**
     * @param names DNS names and IPv4 addresses under which the server is called
     */
    public PemIdentity server(String... names) {
        GeneralName[] alternatives = List.of(names).stream()
                .map(name ->
                        new GeneralName(name.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        return identity(sign(new X500Name("CN=" + names[0]), builder -> {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        }));
    }

    /** The API server reads the user's name from CN and each group from an O. */
    PemIdentity client(ApiUser user) {
        X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE);
        user.groups().forEach(group -> subject.addRDN(BCStyle.O, group));
        subject.addRDN(BCStyle.CN, user.name());
        return identity(sign(
                subject.build(),
                builder -> builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))));
    }

    /** The shared private key, PEM and PKCS#8; also signs the server's service account tokens. */
    String key() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private PemIdentity identity(String signed) {
        return new PemIdentity(signed, key());
    }

    private interface Extensions {
        void addTo(X509v3CertificateBuilder builder) throws IOException;
    }

    private String sign(X500Name subject, Extensions extensions) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    NAME,
                    BigInteger.valueOf(serial.getAndIncrement()),
                    Date.from(now.minus(Duration.ofMinutes(5))),
                    Date.from(now.plus(VALID)),
                    subject,
                    keys.getPublic());
            extensions.addTo(builder);
            return pem(
                    "CERTIFICATE",
                    builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()))
                            .getEncoded());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("cannot sign a certificate for " + subject, e);
        }
    }

    private static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, body);
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }
}
