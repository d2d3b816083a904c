/** What is said about a session: conditions, endpoints, events. */
@NullMarked
package dev.periscope.operator.status;

import org.jspecify.annotations.NullMarked;
