package dev.periscope.operator.identity;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The smallest X.509 certificate (RFC 5280, version 1) that TLS 1.3 takes for an ECDSA P-256 key. Peers look at nothing
 * but the key in it, so neither names nor dates carry trust; written by hand to spare the image a library.
 */
final class SelfSigned {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8_STRING = 0x0c;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;

    /** AlgorithmIdentifier of ecdsa-with-SHA256, 1.2.840.10045.4.3.2 (RFC 5758, section 3.2). */
    private static final byte[] ECDSA_WITH_SHA256 =
            element(SEQUENCE, new byte[] {0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02});

    /** OID 2.5.4.3, commonName. */
    private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private SelfSigned() {}

    static X509Certificate certificate(KeyPair keys, String commonName, byte[] serial, Instant from, Instant until)
            throws GeneralSecurityException {
        byte[] text = element(UTF8_STRING, commonName.getBytes(StandardCharsets.UTF_8));
        byte[] name = element(SEQUENCE, element(SET, element(SEQUENCE, COMMON_NAME, text)));
        byte[] validity = element(SEQUENCE, time(from), time(until));
        byte[] spki = keys.getPublic().getEncoded();
        byte[] body = element(SEQUENCE, element(INTEGER, serial), ECDSA_WITH_SHA256, name, validity, name, spki);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(body);
        byte[] bits = element(BIT_STRING, new byte[] {0}, signature.sign());
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(element(SEQUENCE, body, ECDSA_WITH_SHA256, bits)));
    }

    private static byte[] time(Instant instant) {
        return element(GENERALIZED_TIME, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 4);
        out.write(tag);
        if (length >= 0x100) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length >= 0x80) {
            out.write(0x81);
        }
        out.write(length);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
