/** The older JSON form of the filter, turned into today's. */
@NullMarked
package dev.periscope.filter.older;

import org.jspecify.annotations.NullMarked;
