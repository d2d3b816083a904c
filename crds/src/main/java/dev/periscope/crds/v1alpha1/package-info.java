/** {@code periscope.dev/v1alpha1} as records, and the vocabulary around it: labels, conditions, reasons. */
@NullMarked
package dev.periscope.crds.v1alpha1;

import org.jspecify.annotations.NullMarked;
