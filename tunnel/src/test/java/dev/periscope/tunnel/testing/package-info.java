/** Both ends of a link in one process, over loopback, and peers that check every byte. */
@NullMarked
package dev.periscope.tunnel.testing;

import org.jspecify.annotations.NullMarked;
