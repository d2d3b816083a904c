/** The program under the agent: every way a JVM connects or resolves, one case each. Runs on Java 17 and later. */
@NullMarked
package dev.periscope.javaagent.probe;

import org.jspecify.annotations.NullMarked;
