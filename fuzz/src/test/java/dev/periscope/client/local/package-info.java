/** Jazzer targets for a parser that only its own package can reach. */
@NullMarked
package dev.periscope.client.local;

import org.jspecify.annotations.NullMarked;
