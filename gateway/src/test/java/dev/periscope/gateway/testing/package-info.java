/** A gateway over loopback, with plain sockets on both sides. */
@NullMarked
package dev.periscope.gateway.testing;

import org.jspecify.annotations.NullMarked;
