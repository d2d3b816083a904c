/** What client and agent tell each other on a link, as values. */
@NullMarked
package dev.periscope.tunnel.message;

import org.jspecify.annotations.NullMarked;
