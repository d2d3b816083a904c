/** A small DNS service for programs that send DNS messages themselves; it answers as the filter has it. */
@NullMarked
package dev.periscope.client.dns;

import org.jspecify.annotations.NullMarked;
