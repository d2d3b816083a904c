/** The operator against a real API server, with pods whose status the test writes and agents that are fakes. */
@NullMarked
package dev.periscope.operator.it;

import org.jspecify.annotations.NullMarked;
