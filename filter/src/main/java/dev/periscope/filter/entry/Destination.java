package dev.periscope.filter.entry;

import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.address.IpPrefix;
import dev.periscope.filter.name.HostName;

/** The destination part of an entry. */
public sealed interface Destination {
    /** Every destination, {@code *}; also what an entry with ports or a protocol alone means. */
    record Any() implements Destination {
        @Override
        public String toString() {
            return "*";
        }
    }

    /** One name and its other forms through the search list. */
    record Name(HostName name) implements Destination {
        @Override
        public String toString() {
            return name.toString();
        }
    }

    /** Every name strictly below a suffix, {@code *.suffix}. */
    record Wildcard(HostName suffix) implements Destination {
        @Override
        public String toString() {
            return "*." + suffix;
        }
    }

    /** A single address. */
    record Address(IpAddress address) implements Destination {
        @Override
        public String toString() {
            return address.isV4() ? address.toString() : "[" + address + "]";
        }
    }

    /** Every address of a prefix that is shorter than an address. */
    record Block(IpPrefix prefix) implements Destination {
        @Override
        public String toString() {
            return prefix.toString();
        }
    }

    /** Returns how specific the destination is: 3 for a name or address, 2 for a wildcard or prefix, 1 for any. */
    default int precedenceClass() {
        return switch (this) {
            case Name name -> 3;
            case Address address -> 3;
            case Wildcard wildcard -> 2;
            case Block block -> 2;
            case Any any -> 1;
        };
    }

    /** Returns whether an address alone tells if this matches. */
    default boolean isOfAddresses() {
        return switch (this) {
            case Address address -> true;
            case Block block -> true;
            case Name name -> false;
            case Wildcard wildcard -> false;
            case Any any -> false;
        };
    }
}
