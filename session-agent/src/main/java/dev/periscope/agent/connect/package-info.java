/** Outgoing connections of the session's clients, over TCP and UDP, and what their failures are called. */
@NullMarked
package dev.periscope.agent.connect;

import org.jspecify.annotations.NullMarked;
