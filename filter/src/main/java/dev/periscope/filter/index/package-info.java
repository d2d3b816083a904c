/** Entries laid out for the decision: names by text, wildcards by label from the right, prefixes by length, ports by range. */
@NullMarked
package dev.periscope.filter.index;

import org.jspecify.annotations.NullMarked;
