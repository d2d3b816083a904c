/** Session files: read, checked with positions before the cluster sees them. */
@NullMarked
package dev.periscope.client.source;

import org.jspecify.annotations.NullMarked;
