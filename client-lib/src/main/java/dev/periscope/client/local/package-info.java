/**
 * The local daemon: what interception mechanisms on this machine talk to over a Unix socket, as written down in
 * {@code docs/protocols/local.md}.
 */
@NullMarked
package dev.periscope.client.local;

import org.jspecify.annotations.NullMarked;
