/** The gateway: leads a client's link to the agent of its session and copies the bytes of both, which it cannot read. */
@NullMarked
package dev.periscope.gateway;

import org.jspecify.annotations.NullMarked;
