/** Whether an agent that dials in is the one the operator started. */
@NullMarked
package dev.periscope.operator.enrolment;

import org.jspecify.annotations.NullMarked;
