/** The part of DNS a stub resolver needs: messages, and asking one server, over UDP and then TCP (RFC 1035, RFC 7766). */
@NullMarked
package dev.periscope.agent.dns;

import org.jspecify.annotations.NullMarked;
