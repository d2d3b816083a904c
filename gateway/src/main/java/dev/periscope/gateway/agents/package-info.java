/** Agents' control connections: who is registered for which session. */
@NullMarked
package dev.periscope.gateway.agents;

import org.jspecify.annotations.NullMarked;
