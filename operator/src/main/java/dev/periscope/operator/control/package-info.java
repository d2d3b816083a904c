/** The control channel: WebSockets of agents, what they said last, what they are told. */
@NullMarked
package dev.periscope.operator.control;

import org.jspecify.annotations.NullMarked;
