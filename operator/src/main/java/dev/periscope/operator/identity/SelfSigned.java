package dev.periscope.operator.identity;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The smallest X.509 certificate (RFC 5280) that TLS 1.3 takes for an ECDSA P-256 key; written by hand to spare the image
 * a library. Peers that pin the key look at nothing but the key: for them it is of version 1, and neither names nor dates
 * carry trust. With names it is of version 3 with subjectAltName as its one extension, and is its own trust anchor.
 */
final class SelfSigned {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8_STRING = 0x0c;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int OCTET_STRING = 0x04;

    /** GeneralName's dNSName and iPAddress, context-specific and primitive. */
    private static final int DNS_NAME = 0x82;

    private static final int IP_ADDRESS = 0x87;
    private static final int EXPLICIT_0 = 0xa0;
    private static final int EXPLICIT_3 = 0xa3;

    /** AlgorithmIdentifier of ecdsa-with-SHA256, 1.2.840.10045.4.3.2 (RFC 5758, section 3.2). */
    private static final byte[] ECDSA_WITH_SHA256 =
            element(SEQUENCE, new byte[] {0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02});

    /** OID 2.5.4.3, commonName. */
    private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};

    /** OID 2.5.29.17, subjectAltName. */
    private static final byte[] SUBJECT_ALT_NAME = {0x06, 0x03, 0x55, 0x1d, 0x11};

    private static final byte[] VERSION_3 = element(EXPLICIT_0, element(INTEGER, new byte[] {2}));

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private SelfSigned() {}

    static X509Certificate certificate(
            KeyPair keys, String commonName, List<String> names, byte[] serial, Instant from, Instant until)
            throws GeneralSecurityException {
        byte[] text = element(UTF8_STRING, commonName.getBytes(StandardCharsets.UTF_8));
        byte[] name = element(SEQUENCE, element(SET, element(SEQUENCE, COMMON_NAME, text)));
        byte[] validity = element(SEQUENCE, time(from), time(until));
        byte[] spki = keys.getPublic().getEncoded();
        byte[] version = names.isEmpty() ? new byte[0] : VERSION_3;
        byte[] extensions = names.isEmpty() ? new byte[0] : alternativeNames(names);
        byte[] number = element(INTEGER, serial);
        byte[] body = element(SEQUENCE, version, number, ECDSA_WITH_SHA256, name, validity, name, spki, extensions);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(body);
        byte[] bits = element(BIT_STRING, new byte[] {0}, signature.sign());
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(element(SEQUENCE, body, ECDSA_WITH_SHA256, bits)));
    }

    private static byte[] alternativeNames(List<String> names) {
        byte[][] general = names.stream().map(SelfSigned::generalName).toArray(byte[][]::new);
        byte[] extension = element(SEQUENCE, SUBJECT_ALT_NAME, element(OCTET_STRING, element(SEQUENCE, general)));
        return element(EXPLICIT_3, element(SEQUENCE, extension));
    }

    private static byte[] generalName(String name) {
        try {
            return element(IP_ADDRESS, InetAddress.ofLiteral(name).getAddress());
        } catch (IllegalArgumentException e) {
            return element(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII)); // no literal, so a name
        }
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
