/** The channel to the operator: enrolment, configuration, reports, and dialling again. */
@NullMarked
package dev.periscope.agent.control;

import org.jspecify.annotations.NullMarked;
