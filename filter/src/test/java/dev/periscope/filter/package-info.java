@NullMarked
package dev.periscope.filter;

import org.jspecify.annotations.NullMarked;
