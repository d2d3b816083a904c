package dev.periscope.javaagent.inside;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Addresses as the protocol writes them. Nothing here ever looks a name up: that would come back to the hooks. */
final class Literal {
    private Literal() {}

    /** The address without brackets and zone. */
    static String of(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /**
     * Reads an address and gives it a name, if any, as the platform's resolver does.
     *
     * @throws IOException if the text is no address
     */
    static InetAddress parse(@Nullable String host, String text) throws IOException {
        return InetAddress.getByAddress(host, text.indexOf(':') >= 0 ? six(text) : four(text));
    }

    /**
     * Reads {@code ip port}.
     *
     * @throws IOException if the text is nothing of the kind
     */
    static InetSocketAddress endpoint(String text) throws IOException {
        int space = text.indexOf(' ');
        if (space < 0) {
            throw unreadable(text);
        }
        String ip = text.substring(0, space);
        InetAddress address = InetAddress.getByAddress(ip.indexOf(':') >= 0 ? six(ip) : four(ip));
        int port = number(text, space + 1, text.length(), 65_535);
        return new InetSocketAddress(address, port);
    }

    private static byte[] four(String text) throws IOException {
        byte[] bytes = new byte[4];
        int start = 0;
        for (int i = 0; i < 4; i++) {
            int end = i == 3 ? text.length() : text.indexOf('.', start);
            bytes[i] = (byte) number(text, start, end, 255);
            start = end + 1;
        }
        return bytes;
    }

    private static byte[] six(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
                throw unreadable(text);
            }
        }
        return InetAddress.getByName("[" + text + "]").getAddress(); // in brackets it is read, never looked up
    }

    private static int number(String text, int start, int end, int most) throws IOException {
        int value = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw unreadable(text);
            }
            value = value * 10 + (c - '0');
            if (value > most) {
                throw unreadable(text);
            }
        }
        if (end <= start) {
            throw unreadable(text);
        }
        return value;
    }

    private static IOException unreadable(String text) {
        return new IOException("the Periscope client gave an address that cannot be read: " + text);
    }
}
