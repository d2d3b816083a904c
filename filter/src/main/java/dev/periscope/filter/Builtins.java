package dev.periscope.filter;

import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.LocalNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules that every session has (section 4, no. 2), Deny before Local. */
final class Builtins {
    private static final Decision V4_LINK_LOCAL = rule(Side.DENY, "169.254.0.0/16");
    private static final Decision V6_LINK_LOCAL = rule(Side.DENY, "[fe80::]/10");
    private static final Decision V4_LOOPBACK = rule(Side.LOCAL, "127.0.0.0/8");
    private static final Decision V6_LOOPBACK = rule(Side.LOCAL, "[::1]");
    private static final Decision V4_MULTICAST = rule(Side.LOCAL, "224.0.0.0/4");
    private static final Decision V6_MULTICAST = rule(Side.LOCAL, "[ff00::]/8");
    private static final Decision BROADCAST = rule(Side.LOCAL, "255.255.255.255");
    private static final Decision V4_UNSPECIFIED = rule(Side.LOCAL, "0.0.0.0");
    private static final Decision V6_UNSPECIFIED = rule(Side.LOCAL, "[::]");

    private final Map<String, Decision> byName = new HashMap<>();

    Builtins(LocalNames hosts) {
        hosts.names().forEach(name -> byName.put(name, rule(Side.LOCAL, name)));
    }

    private static Decision rule(Side side, String text) {
        return new Decision(side, Optional.of(text), new Source.Builtin());
    }

    /** Returns the rule that matches, or null: at most one object for each rule, as nothing is allocated here. */
    @Nullable
    Decision find(@Nullable IpAddress address, List<HostName> names) {
        Decision byAddress = address == null ? null : address.isV4() ? ofV4((int) address.low()) : ofV6(address);
        if (byAddress != null) {
            return byAddress;
        }
        for (int i = 0; i < names.size(); i++) {
            Decision rule = byName.get(names.get(i).text());
            if (rule != null) {
                return rule;
            }
        }
        return null;
    }

    private static @Nullable Decision ofV4(int bits) {
        if (bits >>> 16 == 0xa9fe) {
            return V4_LINK_LOCAL;
        }
        if (bits >>> 24 == 127) {
            return V4_LOOPBACK;
        }
        if (bits >>> 28 == 0xe) {
            return V4_MULTICAST;
        }
        return bits == -1 ? BROADCAST : bits == 0 ? V4_UNSPECIFIED : null;
    }

    private static @Nullable Decision ofV6(IpAddress address) {
        if (address.high() >>> 54 == 0xfe80 >>> 6) {
            return V6_LINK_LOCAL;
        }
        if (address.high() >>> 56 == 0xff) {
            return V6_MULTICAST;
        }
        if (address.high() != 0) {
            return null;
        }
        return address.low() == 1 ? V6_LOOPBACK : address.low() == 0 ? V6_UNSPECIFIED : null;
    }
}
