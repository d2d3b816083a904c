/** Where a destination goes and why, with what both sides know of its name. */
@NullMarked
package dev.periscope.client.explain;

import org.jspecify.annotations.NullMarked;
