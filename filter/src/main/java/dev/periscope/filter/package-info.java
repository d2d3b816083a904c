/** The outgoing filter as a whole: what a session and its policies say, compiled, asked and explained. */
@NullMarked
package dev.periscope.filter;

import org.jspecify.annotations.NullMarked;
