/** The process: wiring, health, metrics, self-test. */
@NullMarked
package dev.periscope.operator.app;

import org.jspecify.annotations.NullMarked;
