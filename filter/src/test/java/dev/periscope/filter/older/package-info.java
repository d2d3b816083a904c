@NullMarked
package dev.periscope.filter.older;

import org.jspecify.annotations.NullMarked;
