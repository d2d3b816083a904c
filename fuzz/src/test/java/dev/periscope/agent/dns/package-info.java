/** Jazzer targets for a parser that only its own package can reach. */
@NullMarked
package dev.periscope.agent.dns;

import org.jspecify.annotations.NullMarked;
