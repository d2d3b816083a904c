@NullMarked
package dev.periscope.operator.enrolment;

import org.jspecify.annotations.NullMarked;
