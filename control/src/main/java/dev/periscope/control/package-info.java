/** The vocabulary of the control channel between operator and agent: messages as records, and their JSON form. */
@NullMarked
package dev.periscope.control;

import org.jspecify.annotations.NullMarked;
