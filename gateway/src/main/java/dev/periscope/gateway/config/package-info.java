/** What the gateway is told by its environment. */
@NullMarked
package dev.periscope.gateway.config;

import org.jspecify.annotations.NullMarked;
