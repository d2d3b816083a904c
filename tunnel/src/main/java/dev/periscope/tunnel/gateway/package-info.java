/** How an agent stays registered with gateways and dials back to clients. Wire format: docs/protocols/gateway.md. */
@NullMarked
package dev.periscope.tunnel.gateway;

import org.jspecify.annotations.NullMarked;
