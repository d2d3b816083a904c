@NullMarked
package dev.periscope.filter.json;

import org.jspecify.annotations.NullMarked;
