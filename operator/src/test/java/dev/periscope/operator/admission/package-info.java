/** Admission without an API server. */
@NullMarked
package dev.periscope.operator.admission;

import org.jspecify.annotations.NullMarked;
