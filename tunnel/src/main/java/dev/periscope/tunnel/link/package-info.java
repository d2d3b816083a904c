/** The link between client and agent: frames and streams with credit over any byte pipe. Wire format: docs/protocols/tunnel.md. */
@NullMarked
package dev.periscope.tunnel.link;

import org.jspecify.annotations.NullMarked;
