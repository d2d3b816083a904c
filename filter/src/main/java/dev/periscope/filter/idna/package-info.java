/** Unicode labels to A-labels, after UTS 46 (non-transitional). */
@NullMarked
package dev.periscope.filter.idna;

import org.jspecify.annotations.NullMarked;
