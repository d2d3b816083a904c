/** What the agent refuses: the filter in force, decided over the agent's own memory of names. */
@NullMarked
package dev.periscope.agent.enforce;

import org.jspecify.annotations.NullMarked;
