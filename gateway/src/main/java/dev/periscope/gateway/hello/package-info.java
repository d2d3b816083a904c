/** Finds the server name in a client's first bytes. */
@NullMarked
package dev.periscope.gateway.hello;

import org.jspecify.annotations.NullMarked;
