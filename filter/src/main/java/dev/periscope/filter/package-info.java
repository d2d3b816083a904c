/** The outgoing filter: grammar, compile, decide, explain. Plain Java without I/O. */
@NullMarked
package dev.periscope.filter;

import org.jspecify.annotations.NullMarked;
