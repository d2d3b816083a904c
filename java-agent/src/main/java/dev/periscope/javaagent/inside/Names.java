package dev.periscope.javaagent.inside;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Host names, asked of the client before the platform's resolver. Safe for any number of threads. */
final class Names {
    /** The bits of {@code InetAddressResolver.LookupPolicy}, which Java 17 does not have. */
    static final int IPV4 = 1;

    static final int IPV6 = 2;
    static final int IPV4_FIRST = 4;
    static final int IPV6_FIRST = 8;

    private static final int LONGEST = 1_024;

    private final Client client;

    Names(Client client) {
        this.client = client;
    }

    /**
     * The addresses of a name, null if the platform's resolver is to say.
     *
     * @param policy families and order wanted, see the constants
     * @throws UnknownHostException if there is no such name, or none for this program
     */
    InetAddress @Nullable [] addresses(String host, int policy) throws UnknownHostException {
        if (host.isEmpty() || isLocalhost(host)) {
            return null;
        }
        boolean own = OwnName.is(host);
        if (!isField(host)) {
            if (own) {
                return null;
            }
            throw new UnknownHostException(host + ": Name or service not known");
        }
        try {
            Answer answer = client.ask("RESOLVE", family(policy) + " " + host);
            return own && answer.kind() != Answer.Kind.ADDR ? null : read(host, answer, policy);
        } catch (UnknownHostException unknown) {
            throw unknown;
        } catch (IOException lost) {
            if (own) {
                return null;
            }
            UnknownHostException unknown = new UnknownHostException(host + ": " + lost.getMessage());
            unknown.initCause(lost);
            throw unknown;
        }
    }

    /** Whether a text can stand as one field of a line. */
    static boolean isField(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || Character.isWhitespace(c) || Character.isISOControl(c) || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress @Nullable [] read(String host, Answer answer, int policy) throws IOException {
        return switch (answer.kind()) {
            case LOCAL -> null;
            case ADDR -> ordered(host, answer.text(), policy);
            case NX -> throw unknown(host, "Name or service not known", answer.text());
            case NODATA -> throw unknown(host, "No address associated with hostname", "");
            case TRYAGAIN -> throw unknown(host, "Temporary failure in name resolution", answer.text());
            default -> throw new IOException("the Periscope client answered a look-up with " + answer);
        };
    }

    private static InetAddress[] ordered(String host, String text, int policy) throws IOException {
        int space = text.indexOf(' '); // after the time to live: the JDK has one of its own
        List<InetAddress> four = new ArrayList<>();
        List<InetAddress> six = new ArrayList<>();
        List<InetAddress> all = new ArrayList<>();
        int start = space + 1;
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            InetAddress address = Literal.parse(host, text.substring(start, end));
            boolean isFour = address.getAddress().length == 4;
            if ((policy & (isFour ? IPV4 : IPV6)) != 0) {
                (isFour ? four : six).add(address);
                all.add(address);
            }
            start = end + 1;
        }
        if (all.isEmpty()) {
            throw unknown(host, "No address associated with hostname", "");
        }
        if ((policy & IPV4_FIRST) != 0) {
            four.addAll(six);
            all = four;
        } else if ((policy & IPV6_FIRST) != 0) {
            six.addAll(four);
            all = six;
        }
        return all.toArray(new InetAddress[0]);
    }

    private static UnknownHostException unknown(String host, String fault, String rule) {
        return new UnknownHostException(host + ": " + fault + (rule.isEmpty() ? "" : " (" + rule + ")"));
    }

    private static char family(int policy) {
        return switch (policy & (IPV4 | IPV6)) {
            case IPV4 -> '4';
            case IPV6 -> '6';
            default -> '0';
        };
    }

    static boolean isLocalhost(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.equals("localhost.")
                || name.endsWith(".localhost")
                || name.endsWith(".localhost.");
    }
}
