/** The client's decisions: which side answers a name, and which side takes a connection. */
@NullMarked
package dev.periscope.client.outgoing;

import org.jspecify.annotations.NullMarked;
