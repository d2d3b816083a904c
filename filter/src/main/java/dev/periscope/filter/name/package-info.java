/** Host names as values: compared without case, in A-labels, by labels from the right. */
@NullMarked
package dev.periscope.filter.name;

import org.jspecify.annotations.NullMarked;
