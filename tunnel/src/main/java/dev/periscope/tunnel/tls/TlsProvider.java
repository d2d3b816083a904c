package dev.periscope.tunnel.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/** Which implementation of TLS is used. BoringSSL takes 20 to 30 % less processor time than the JDK's. */
public enum TlsProvider {
    /** BoringSSL through netty-tcnative; needs its native library on {@code java.library.path} or a writable temporary folder. */
    BoringSSL(SslProvider.OPENSSL),
    /** The JDK's own. Far too slow when the JVM runs with {@code -XX:TieredStopAtLevel=1}. */
    JDK(SslProvider.JDK);

    private final SslProvider netty;

    TlsProvider(SslProvider netty) {
        this.netty = netty;
    }

    /** @return BoringSSL where its native library loads and knows TLS 1.3, the JDK's otherwise */
    public static TlsProvider best() {
        return OpenSsl.isAvailable() && SslProvider.isTlsv13Supported(SslProvider.OPENSSL) ? BoringSSL : JDK;
    }

    /** @return why BoringSSL did not load; empty if it did */
    public static String whyNotBoringSsl() {
        Throwable cause = OpenSsl.unavailabilityCause();
        return cause == null ? "" : cause.toString();
    }

    SslProvider netty() {
        return netty;
    }
}
