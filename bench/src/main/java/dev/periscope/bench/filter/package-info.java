/** How fast the filter decides, and what it allocates. */
@NullMarked
package dev.periscope.bench.filter;

import org.jspecify.annotations.NullMarked;
