/** Joins a stream of a link with a local socket, exactly. */
@NullMarked
package dev.periscope.tunnel.bridge;

import org.jspecify.annotations.NullMarked;
