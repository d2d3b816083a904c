/** Brings a waiting client and an agent's dial-back together, and copies their bytes. */
@NullMarked
package dev.periscope.gateway.pairing;

import org.jspecify.annotations.NullMarked;
