/** End-to-end tests: real pods, real programs, the command as a user runs it. */
@NullMarked
package dev.periscope.e2e;

import org.jspecify.annotations.NullMarked;
