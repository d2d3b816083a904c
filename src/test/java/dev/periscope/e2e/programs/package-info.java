/** Programs that run in pods and on the machine; they know nothing of Periscope. */
@NullMarked
package dev.periscope.e2e.programs;

import org.jspecify.annotations.NullMarked;
