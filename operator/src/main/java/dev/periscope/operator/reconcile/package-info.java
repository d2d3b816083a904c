/** The framework's rim: JOSDK's reconciler, event sources, effects. */
@NullMarked
package dev.periscope.operator.reconcile;

import org.jspecify.annotations.NullMarked;
