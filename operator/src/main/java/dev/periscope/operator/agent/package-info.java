/** How an agent runs: mode, derived objects, what is seen of it, and why it could not be. */
@NullMarked
package dev.periscope.operator.agent;

import org.jspecify.annotations.NullMarked;
