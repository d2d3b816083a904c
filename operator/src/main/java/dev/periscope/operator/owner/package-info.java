/** Who owns a session: stamped on it by admission, with a seal that nobody else can make. */
@NullMarked
package dev.periscope.operator.owner;

import org.jspecify.annotations.NullMarked;
