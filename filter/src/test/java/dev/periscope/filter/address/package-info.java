@NullMarked
package dev.periscope.filter.address;

import org.jspecify.annotations.NullMarked;
