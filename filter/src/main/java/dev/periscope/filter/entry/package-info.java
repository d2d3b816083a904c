/** One filter entry: its grammar, its canonical text and the faults it can have. */
@NullMarked
package dev.periscope.filter.entry;

import org.jspecify.annotations.NullMarked;
