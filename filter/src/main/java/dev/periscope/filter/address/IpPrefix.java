package dev.periscope.filter.address;

import dev.periscope.filter.address.IpAddress.Family;

/**
 * A prefix without host bits.
 *
 * @param address its first address
 * @param length its length in bits, from 0 to 32 (IPv4) or 128 (IPv6)
 */
public record IpPrefix(IpAddress address, int length) {
    /** @throws IllegalArgumentException when the length is out of range or host bits are set */
    public IpPrefix {
        if (length < 0 || length > address.family().bits()) {
            throw new IllegalArgumentException(
                    "a length from 0 to " + address.family().bits() + ", not " + length);
        }
        if (!address.equals(masked(address, length))) {
            throw new IllegalArgumentException(address + "/" + length + " has host bits");
        }
    }

    /** Returns the prefix of this length that the address lies in. */
    public static IpPrefix around(IpAddress address, int length) {
        return new IpPrefix(masked(address, length), length);
    }

    /** Returns whether the address lies in this prefix; never for one of the other family. */
    public boolean contains(IpAddress other) {
        return other.family() == address.family()
                && (other.high() & highMask(length, address.family())) == address.high()
                && (other.low() & lowMask(length, address.family())) == address.low();
    }

    private static IpAddress masked(IpAddress address, int length) {
        Family family = address.family();
        return new IpAddress(
                family, address.high() & highMask(length, family), address.low() & lowMask(length, family));
    }

    /** Returns the mask of a length for {@link IpAddress#high()}. */
    public static long highMask(int length, Family family) {
        return family == Family.V4 || length == 0 ? 0 : length >= 64 ? -1L : -1L << (64 - length);
    }

    /** Returns the mask of a length for {@link IpAddress#low()}. */
    public static long lowMask(int length, Family family) {
        if (family == Family.V4) {
            return length == 0 ? 0 : 0xffff_ffffL & (0xffff_ffffL << (32 - length));
        }
        return length <= 64 ? 0 : -1L << (128 - length);
    }

    /** Returns the canonical text, with IPv6 in brackets: {@code 10.0.0.0/8}, {@code [fd00::]/8}. */
    @Override
    public String toString() {
        return (address.isV4() ? address.toString() : "[" + address + "]") + "/" + length;
    }
}
