/** Health and metrics over HTTP. */
@NullMarked
package dev.periscope.gateway.health;

import org.jspecify.annotations.NullMarked;
