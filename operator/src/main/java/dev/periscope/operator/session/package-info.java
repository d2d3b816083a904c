/** What a session needs next: pure decisions over what is seen. */
@NullMarked
package dev.periscope.operator.session;

import org.jspecify.annotations.NullMarked;
