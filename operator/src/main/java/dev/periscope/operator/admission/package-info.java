/** The mutating webhook: stamps owners, keeps stamps as they are, refuses filters that are none. */
@NullMarked
package dev.periscope.operator.admission;

import org.jspecify.annotations.NullMarked;
