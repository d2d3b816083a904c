@NullMarked
package dev.periscope.filter.name;

import org.jspecify.annotations.NullMarked;
