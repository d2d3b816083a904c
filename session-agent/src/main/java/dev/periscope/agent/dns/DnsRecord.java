package dev.periscope.agent.dns;

import dev.periscope.filter.address.IpAddress;
import java.util.Optional;

/**
 * A resource record of an answer section, as far as a stub resolver looks at it.
 *
 * @param owner its name, lower case, without a trailing dot
 * @param type its type
 * @param ttl its time to live in seconds, 0 to 2^31-1
 * @param address the address of an A or AAAA record
 * @param target the name that a CNAME points to, lower case, without a trailing dot
 */
public record DnsRecord(String owner, int type, int ttl, Optional<IpAddress> address, Optional<String> target) {}
