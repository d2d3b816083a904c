/** Bytes of the link: frames, fields and the bodies of messages. Not for use outside of the link and its tests. */
@NullMarked
package dev.periscope.tunnel.wire;

import org.jspecify.annotations.NullMarked;
