/** IP addresses and prefixes as values, where an IPv4-mapped IPv6 address is the IPv4 one. */
@NullMarked
package dev.periscope.filter.address;

import org.jspecify.annotations.NullMarked;
