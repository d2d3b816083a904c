package dev.periscope.javaagent.inside;

/** Families and their order by the system properties of Java 17, fixed when first asked for, as in the JDK. */
final class PropertyPolicy {
    static final int CURRENT = of(
            Boolean.getBoolean("java.net.preferIPv4Stack"),
            System.getProperty("java.net.preferIPv6Addresses", "false"));

    private PropertyPolicy() {}

    static int of(boolean fourOnly, String preferSix) {
        if (fourOnly) {
            return Names.IPV4;
        }
        int order = preferSix.equalsIgnoreCase("true")
                ? Names.IPV6_FIRST
                : preferSix.equalsIgnoreCase("system") ? 0 : Names.IPV4_FIRST;
        return Names.IPV4 | Names.IPV6 | order;
    }
}
