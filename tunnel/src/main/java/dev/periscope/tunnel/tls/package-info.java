/** TLS 1.3 between peers which know each other's key: no certificate authority, no resumption. */
@NullMarked
package dev.periscope.tunnel.tls;

import org.jspecify.annotations.NullMarked;
