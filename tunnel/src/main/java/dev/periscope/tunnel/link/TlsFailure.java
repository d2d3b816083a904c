package dev.periscope.tunnel.link;

import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Tells a refused key from a connection that failed before a link came to be. */
final class TlsFailure {

    private TlsFailure() {}

    static LinkEnd describe(@Nullable Throwable cause) {
        for (Throwable c = cause; c != null; c = c.getCause()) {
            if (c instanceof CertificateException) {
                return new LinkEnd(LinkEnd.Reason.WRONG_KEY, String.valueOf(c.getMessage()), false);
            }
        }
        for (Throwable c = cause; c != null; c = c.getCause()) {
            if (c instanceof SSLException && isAboutCertificates(String.valueOf(c.getMessage()))) {
                return new LinkEnd(
                        LinkEnd.Reason.WRONG_KEY,
                        "the peer does not accept this side's key (" + c.getMessage()
                                + "); read the session's status again",
                        false);
            }
        }
        return new LinkEnd(
                LinkEnd.Reason.CONNECTION_LOST,
                "the connection failed before the peer said hello: " + (cause == null ? "closed" : cause.getMessage()),
                false);
    }

    /** The peer's alert, RFC 8446, section 6.2: bad_certificate, certificate_unknown, certificate_required. */
    private static boolean isAboutCertificates(String message) {
        return message.toLowerCase(Locale.ROOT).contains("certificate");
    }
}
