/** Jazzer targets for everything that reads text or bytes from others; the corpus is replayed in every test run. */
@NullMarked
package dev.periscope.fuzz;

import org.jspecify.annotations.NullMarked;
