/** Structured logs. */
@NullMarked
package dev.periscope.gateway.log;

import org.jspecify.annotations.NullMarked;
