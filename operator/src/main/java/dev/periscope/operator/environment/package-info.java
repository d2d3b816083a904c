/** The workload's environment as the pod's specification tells it. */
@NullMarked
package dev.periscope.operator.environment;

import org.jspecify.annotations.NullMarked;
