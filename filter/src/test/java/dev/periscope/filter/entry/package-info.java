@NullMarked
package dev.periscope.filter.entry;

import org.jspecify.annotations.NullMarked;
