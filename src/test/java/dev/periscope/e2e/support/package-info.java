/** The cluster, the command and the programs under test, as the tests see them. */
@NullMarked
package dev.periscope.e2e.support;

import org.jspecify.annotations.NullMarked;
