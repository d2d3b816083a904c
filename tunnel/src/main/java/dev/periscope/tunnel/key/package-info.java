/** Keys of clients, agents and gateways: made on the spot, known to others by their hash. */
@NullMarked
package dev.periscope.tunnel.key;

import org.jspecify.annotations.NullMarked;
