/** JSON without dependencies: a bounded reader that knows positions, and RFC 8785 text. */
@NullMarked
package dev.periscope.filter.json;

import org.jspecify.annotations.NullMarked;
