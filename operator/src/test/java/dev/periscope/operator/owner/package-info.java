/** Stamps and seals. */
@NullMarked
package dev.periscope.operator.owner;

import org.jspecify.annotations.NullMarked;
