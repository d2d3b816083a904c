/** The process in the target pod: enrols, dials the gateways, resolves and connects for the session's clients. */
@NullMarked
package dev.periscope.agent;

import org.jspecify.annotations.NullMarked;
